package org.stockpot.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HtmlTest {

  @Test
  void markupBecomesText() {
    assertEquals(
        "&lt;b title=&quot;a&quot;&gt;&#39;&amp;&lt;/b&gt;", Html.escape("<b title=\"a\">'&</b>"));
  }

  @Test
  void whatXmlForbidsIsReplaced() {
    assertEquals("a\uFFFDb\uFFFDc\uFFFD", Html.escape("a\u0000b\uD83Dc\uFFFF"));
    assertEquals("\t\n\r🍲", Html.escape("\t\n\r🍲"));
  }

  @Test
  void unescapingIsTheInverse() {
    for (String text : new String[] {"<a href='x'>\"&\"</a>", "&amp;lt;", "&#39;", "a & b", "🍲"}) {
      assertEquals(text, Html.unescape(Html.escape(text)));
    }
  }

  @Test
  void linesAreCutBetweenCharacters() {
    assertEquals("🍲🍲…", Html.line("🍲🍲🍲🍲", 3));
    assertEquals("🍲🍲🍲", Html.line("🍲🍲🍲", 3));
    assertEquals("", Html.line("", 3));
    assertEquals(50, Html.line("x".repeat(10_000_000), 50).length());
  }

  @Test
  void linesHaveNoBreaks() {
    assertEquals("a b c d", Html.line("a\nb\tc\u2028d", 10));
  }
}
