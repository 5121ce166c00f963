package org.stockpot.magic.soup;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.display.Display;
import org.stockpot.format.FileSoup;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.magic.session.Echo;
import org.stockpot.magic.session.PointFiles;
import org.stockpot.text.Numbers;

/** The recipe {@code files} of {@code %soup}: without a task, from files to a file. */
final class SoupOfFiles {

  private SoupOfFiles() {}

  static Path run(Call call, List<String> words) {
    RecipeOptions options = call.options(RecipeOptions.class);
    String to = options.to();
    if (to.isEmpty()) {
      throw new UsageException("the mean of files needs a file to go to: --to mean.safetensors");
    }
    SoupFiles named = SoupFiles.of(words);
    List<Path> files = named.paths();
    List<Double> weights = named.weights();
    Path out = Path.of(to);
    call.show(Echo.of(call.line(), java(call, words, named)));
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

  private static String java(Call call, List<String> words, SoupFiles named) {
    RecipeOptions options = call.options(RecipeOptions.class);
    boolean pattern = words.size() == 1 && words.get(0).contains("*") && named.dropped().isEmpty();
    boolean equal = named.weights().stream().allMatch(w -> w == 1);
    String files =
        pattern && equal
            ? "FileSoup.matching(" + call.java(words.get(0)) + ")"
            : named.paths().stream()
                .map(file -> PointFiles.path(file.toString()))
                .collect(Collectors.joining(", ", "List.of(", ")"));
    String entry = options.entry().isEmpty() ? "" : ", " + call.java(options.entry());
    return "FileSoup.average("
        + files
        + (equal && entry.isEmpty() ? "" : ", " + call.java(named.weights()) + entry)
        + ", "
        + PointFiles.path(options.to())
        + ")";
  }
}
