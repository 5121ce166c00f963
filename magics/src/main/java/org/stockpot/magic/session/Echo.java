package org.stockpot.magic.session;

import org.stockpot.display.Display;
import org.stockpot.text.Html;

/** What a magic prints first: the line that reproduces it, and the Java it stands for. */
public final class Echo {

  private Echo() {}

  public static Display of(String line, String java) {
    String html =
        "<pre style=\"white-space:pre-wrap\">"
            + Html.escape(line)
            + "</pre><details><summary>the same in Java</summary><pre style=\"white-space:pre-wrap\">"
            + Html.escape(java)
            + "</pre></details>";
    return Display.html(html, line);
  }

  /** Returns what a magic stands for alone. */
  public static Display java(String java) {
    String html =
        "<details><summary>the same in Java</summary><pre style=\"white-space:pre-wrap\">"
            + Html.escape(java)
            + "</pre></details>";
    return Display.html(html, "");
  }
}
