package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.kernel.Machine.Ended;

/**
 * Whole notebooks, executed by Jupyter in the bundled kernel and in one like IJava 1.3.0, whose old
 * libraries come first; their pages, opened in a browser without a network. Leaves pages and
 * screenshots in {@code target/screenshots}.
 */
final class NotebookIT {

  private static final String BUNDLED = "stockpot";

  private static final String HOSTILE =
      "</script><script>document.title='hit'</script><img src=x onerror=alert(1)>";

  private static final List<String> CELLS =
      List.of(
          "%task digits mlp:16 --as t",
          "PruneResult r = %imp --rounds 2 --for 1ep --seeds 1,2 --controls random-init --as imp",
          "r.replicates().size() + imp.replicates().size()",
          "%barrier imp.0 imp.1 --samples 3 --as path",
          "path",
          "%%finetune imp.1\nlr = 1e-3, 3e-3  // two\nfor = 1ep\nas = ft",
          "%soup uniform,greedy ft.* --as soups",
          "imp.solution(1)",
          "imp.round(1).mask()",
          "%save imp.1 point.npz",
          "%load point.npz --as loaded\nloaded.equals(imp.solution(1))",
          "%task 'my data.csv' mlp:4 --label=\"the class\"; // with blanks",
          "%imp?",
          "%stockpot help soup",
          "int rounds = 1;\n%task digits mlp:8 -q\n%imp --rounds ${rounds} --for 1ep -q",
          "import tech.tablesaw.plotly.components.*;\n"
              + "import tech.tablesaw.plotly.traces.*;\n"
              + "String hostile = \""
              + HOSTILE
              + "\";\n"
              + "double[] xs = {1, 2, Double.NaN, 4, Double.POSITIVE_INFINITY};\n"
              + "double[] ys = {Double.NEGATIVE_INFINITY, 2, 3, Double.NaN, 5};\n"
              + "new Figure(Layout.builder(hostile, hostile, hostile).build(),"
              + " ScatterTrace.builder(xs, ys).name(hostile).build())",
          "import tech.tablesaw.api.*;\n"
              + "Table.create(hostile, StringColumn.create(hostile, hostile, \"x\".repeat(10_000_000)))");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {BUNDLED, IJavaLike.EXTENDED})
  void aWholeNotebookRunsAndItsPageIsDrawnWithoutErrorsOrRequests(String kernel)
      throws IOException {
    Machine.python();
    Machine.chromium();
    writeData();
    List<JsonObject> cells = execute(kernel, "notebook-" + kernel);
    IntStream.range(0, cells.size())
        .filter(i -> !CELLS.get(i).contains(" -q"))
        .forEach(i -> assertFalse(cells.get(i).getAsJsonArray("outputs").isEmpty(), CELLS.get(i)));
    assertEquals("4", plain(cells.get(2)));
    assertTrue(all(cells.get(3)).contains("application/vnd.plotly.v1+json"), all(cells.get(3)));
    assertTrue(all(cells.get(4)).contains("dataframe"), all(cells.get(4)));
    assertEquals("true", plain(cells.get(10)));
    assertTrue(all(cells.get(12)).contains("--rewind"));
    assertEquals("[]", all(cells.get(14)));
    assertTrue(all(cells.get(16)).length() < 10_000, "a huge cell is cut");
    Path page = folder.resolve("out/notebook-" + kernel + ".html");
    Path kept = Files.createDirectories(Machine.MODULE.resolve("target/screenshots"));
    Path copy =
        Files.copy(page, kept.resolve(page.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    Path check = Machine.MODULE.resolve("../.ci/check-page");
    Ended end = Machine.run(folder, Map.of(), List.of(check.toString(), copy.toString()));
    assertEquals(0, end.code(), end.text());
  }

  private void writeData() throws IOException {
    List<String> lines = new ArrayList<>(List.of("width,height,the class"));
    IntStream.range(0, 80).forEach(i -> lines.add(i + "," + i % 7 + "," + (i < 40 ? "a" : "b")));
    Files.write(folder.resolve("my data.csv"), lines);
  }

  private List<JsonObject> execute(String kernel, String name) throws IOException {
    Path file = folder.resolve(name + ".ipynb");
    Machine.write(file, CELLS.toArray(String[]::new));
    Ended end =
        kernel.equals(BUNDLED)
            ? Machine.stockpot(folder, Map.of(), "run", file.toString(), "-o", "out")
            : Machine.run(
                folder,
                Map.of("JUPYTER_PATH", IJavaLike.install(folder).toString()),
                List.of(
                    Machine.python(),
                    Machine.MODULE.resolve("src/main/jupyter/run_notebook.py").toString(),
                    file.toString(),
                    "out",
                    kernel,
                    "300"));
    assertEquals(0, end.code(), end.text());
    String executed = Files.readString(folder.resolve("out/" + name + ".ipynb"));
    return new Gson()
        .fromJson(executed, JsonObject.class).getAsJsonArray("cells").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .toList();
  }

  private static String all(JsonObject cell) {
    return cell.getAsJsonArray("outputs").toString();
  }

  /** Returns the text of a cell's value. */
  private static String plain(JsonObject cell) {
    return cell.getAsJsonArray("outputs").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(output -> output.get("output_type").getAsString().equals("execute_result"))
        .map(output -> output.getAsJsonObject("data").get("text/plain"))
        .map(text -> text.isJsonArray() ? text.getAsJsonArray().get(0) : text)
        .map(JsonElement::getAsString)
        .findFirst()
        .orElse("");
  }
}
