package org.stockpot.display;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes all samples into one page, to look at: {@code Gallery target/gallery}. */
final class Gallery {

  private Gallery() {}

  /** Returns the displays of all samples. */
  static Map<String, Display> displays() {
    Map<String, Display> all = new LinkedHashMap<>();
    Samples.ofTraces().forEach((name, figure) -> all.put(name, Figures.display(figure)));
    Samples.ofTrees().forEach((name, tree) -> all.put(name, Figures.display(tree)));
    Samples.ofApi().forEach((name, figure) -> all.put(name, Figures.display(figure)));
    return all;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    StringBuilder live = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\">\n");
    StringBuilder still = new StringBuilder(live);
    live.append(PlotlyJs.display(PlotlyJs.Mode.OFFLINE).data().get(Display.HTML));
    for (Map.Entry<String, Display> entry : displays().entrySet()) {
      String svg = (String) entry.getValue().data().get(Figures.SVG);
      Files.writeString(folder.resolve(entry.getKey() + ".svg"), svg);
      String html = (String) entry.getValue().data().get(Display.HTML);
      live.append(html);
      still.append("<span style=\"display:inline-block\">").append(svg).append("</span>");
      System.out.println(
          entry.getKey()
              + " svg "
              + svg.length()
              + " html "
              + html.length()
              + " "
              + entry.getValue().text());
    }
    Files.writeString(folder.resolve("live.html"), live);
    Files.writeString(folder.resolve("still.html"), still);
  }
}
