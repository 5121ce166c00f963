package org.stockpot.magic.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.display.Display;
import org.stockpot.display.Document;
import org.stockpot.display.DocumentWriter;
import org.stockpot.display.NotebookWriter;
import org.stockpot.format.tensor.Disk;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.Session;
import org.stockpot.report.ResultReports;
import org.stockpot.text.Numbers;

/** Writes a report of results: what is handed in. */
public final class ExportCommand implements Command {

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "writes a report of results to .html, .md or .ipynb: tables, charts, settings, split,"
        + " versions, the lines that make them again, and the papers to cite, with BibTeX";
  }

  @Override
  public String words() {
    return "RESULT… FILE";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "%export imp report.html   # live charts, in one file",
        "%export imp base report.md   # pictures in report-files/",
        "%export imp report.ipynb   # to be read, and run again");
  }

  @Override
  public List<String> otherNames() {
    return List.of("report", "handin", "write-report", "document");
  }

  @Override
  public List<Record> standards(Session session) {
    return List.of(Output.defaults());
  }

  @Override
  public Object run(Call call) {
    List<String> words = call.words(2, Integer.MAX_VALUE);
    SaveTarget target = new SaveTarget(words.get(words.size() - 1));
    if (!target.endsWith("html?|md|ipynb")) {
      throw new UsageException("a report must end in .html, .md or .ipynb, got " + target.text());
    }
    Map<String, Object> results = new LinkedHashMap<>();
    words.subList(0, words.size() - 1).forEach(n -> results.put(n, result(call.session(), n)));
    Document document = ResultDocument.of(call.session(), results);
    List<Path> files = write(document, target);
    call.show(Display.text(said(results, document, files)));
    return call.finish(List.class, files);
  }

  private static Object result(Session session, String name) {
    Object value = session.value(name, "a report is of a RESULT, named with --as");
    if (ResultReports.tables(value).isEmpty() && ResultReports.charts(value).isEmpty()) {
      throw new UsageException(name + " must be a result of a magic, got " + session.words(value));
    }
    return value;
  }

  private static List<Path> write(Document document, SaveTarget target) {
    Path file = Path.of(target.text());
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    if (target.endsWith("md")) {
      String folder = file.getFileName().toString().replaceFirst("\\.\\w+$", "") + "-files";
      Map<String, byte[]> parts = DocumentWriter.markdown(document, folder);
      contents.put(file, parts.remove(""));
      parts.forEach((name, part) -> contents.put(file.resolveSibling(folder).resolve(name), part));
    } else {
      String text =
          target.endsWith("ipynb") ? NotebookWriter.write(document) : DocumentWriter.html(document);
      contents.put(file, text.getBytes(StandardCharsets.UTF_8));
    }
    contents.forEach((path, bytes) -> Disk.write(path, out -> out.write(bytes)));
    return List.copyOf(contents.keySet());
  }

  private static String said(Map<String, Object> results, Document document, List<Path> files) {
    Map<Class<?>, Integer> counts = new LinkedHashMap<>();
    document.parts().forEach(part -> counts.merge(part.getClass(), 1, Integer::sum));
    List<String> said = new ArrayList<>();
    said.add(Numbers.counted(counts.getOrDefault(Document.Sheet.class, 0), "table"));
    said.add(Numbers.counted(counts.getOrDefault(Document.Chart.class, 0), "chart"));
    said.add(Numbers.bytes(files.get(0).toFile().length()));
    return "wrote "
        + files.get(0)
        + ": "
        + String.join(", ", results.keySet())
        + ", "
        + String.join(", ", said)
        + (files.size() > 1
            ? "; its charts are "
                + Numbers.counted(files.size() - 1, "picture")
                + " in "
                + files.get(1).getParent()
            : "");
  }
}
