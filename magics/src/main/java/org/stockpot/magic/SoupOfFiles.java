package org.stockpot.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.format.FileSoup;
import org.stockpot.text.Numbers;

/** The recipe {@code files} of {@code %soup}: without a task, from files to a file. */
final class SoupOfFiles {

  private SoupOfFiles() {}

  static Path cook(Call call, List<String> words) {
    SoupCommand.Options options = call.options(SoupCommand.Options.class);
    String to = options.to();
    if (to.isEmpty()) {
      throw new UsageException("the mean of files needs a file to go to: --to mean.safetensors");
    }
    SoupFiles named = SoupFiles.of(words);
    List<Path> files = named.paths();
    List<Double> weights = named.weights();
    Path out = Path.of(to);
    call.show(
        Echo.of(
            call.line(),
            files.stream()
                    .map(file -> "Path.of(" + JavaSource.of(file.toString(), Map.of()) + ")")
                    .collect(Collectors.joining(", ", "FileSoup.average(List.of(", "), "))
                + call.java(weights)
                + (options.entry().isEmpty() ? "" : ", " + call.java(options.entry()))
                + ", Path.of("
                + JavaSource.of(to, Map.of())
                + "))"));
    if (!named.dropped().isEmpty()) {
      String dropped = String.join(", ", named.dropped());
      call.show(Display.text("Each file counts once. Not counted: " + dropped + "."));
    }
    FileSoup.average(files, weights, options.entry(), out);
    String bytes = Numbers.bytes(out.toFile().length());
    call.show(
        Display.text(
            "wrote the mean of "
                + Numbers.counted(files.size(), "file")
                + ": "
                + out
                + ", "
                + bytes));
    return call.finish(Path.class, out);
  }
}
