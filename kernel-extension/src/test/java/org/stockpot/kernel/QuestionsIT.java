package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.kernel.Machine.Ended;

/** The questions of a student, each answered in at most three cells of {@code questions.ipynb}. */
final class QuestionsIT {

  private static final int MOST_CELLS = 3;

  @TempDir private Path folder;

  /** The texts of the cells of each question, under its heading. */
  private record Answer(String question, List<String> cells) {

    void says(String... texts) {
      for (String text : texts) {
        assertTrue(
            String.join("\n", cells).replaceAll("\\s+", " ").contains(text),
            question + " lacks " + text + ": " + cells);
      }
    }
  }

  private List<Answer> answers() throws IOException {
    JsonObject notebook =
        new Gson()
            .fromJson(Files.readString(folder.resolve("out/questions.ipynb")), JsonObject.class);
    List<Answer> answers = new ArrayList<>();
    for (JsonElement element : notebook.getAsJsonArray("cells")) {
      JsonObject cell = element.getAsJsonObject();
      if (cell.get("cell_type").getAsString().equals("markdown")) {
        answers.add(new Answer(joined(cell.get("source")), new ArrayList<>()));
      } else {
        answers.get(answers.size() - 1).cells().add(text(cell));
      }
    }
    return answers.subList(1, answers.size());
  }

  private static String joined(JsonElement lines) {
    StringBuilder text = new StringBuilder();
    lines.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }

  private static String text(JsonObject cell) {
    StringBuilder text = new StringBuilder();
    for (JsonElement output : cell.getAsJsonArray("outputs")) {
      JsonElement data = output.getAsJsonObject().get("data");
      for (String type : List.of("text/plain", "text/html")) {
        if (data != null && data.getAsJsonObject().has(type)) {
          text.append(joined(data.getAsJsonObject().get(type))).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** Runs README's reader of tickets where there is PyTorch, on the examples beside the ticket. */
  private void agreesInTorch() throws IOException {
    String readme = Files.readString(Machine.MODULE.resolveSibling("README.md"));
    Matcher reader = Pattern.compile("(?s)```python\\n(.*?)```").matcher(readme);
    assertTrue(reader.find(), "README has a reader");
    String check =
        """
        raw = open("ticket.example.safetensors", "rb").read()
        start = 8 + struct.unpack("<Q", raw[:8])[0]
        held = {n: torch.frombuffer(bytearray(raw[start + t["data_offsets"][0]:start + t["data_offsets"][1]]),
                                    dtype=torch.float32).reshape(t["shape"])
                for n, t in json.loads(raw[8:start]).items() if t.get("dtype") == "F32"}
        ours, theirs = held["outputs"], outputs(held["inputs"].flatten(1))
        print("agrees" if torch.allclose(ours, theirs, atol=1e-4) else (ours - theirs).abs().max())
        """;
    Files.writeString(folder.resolve("reader.py"), reader.group(1) + check);
    String python = "/usr/bin/python3";
    boolean torch =
        Machine.run(folder, Map.of(), List.of(python, "-c", "import torch")).code() == 0;
    if (torch) {
      Ended end = Machine.run(folder, Map.of(), List.of(python, "reader.py"));
      assertEquals("agrees", end.text().strip());
    }
  }

  @Test
  void eachIsAnsweredInAtMostThreeCells() throws IOException {
    Machine.python();
    try (InputStream notebook = QuestionsIT.class.getResourceAsStream("/questions.ipynb")) {
      Files.copy(notebook, folder.resolve("questions.ipynb"));
    }
    Ended end =
        Machine.stockpot(
            folder,
            Map.of("STOCKPOT_HOME", folder.resolve("store").toString()),
            "run",
            "questions.ipynb",
            "-o",
            "out");
    assertEquals(0, end.code(), end.text());
    List<Answer> answers = answers();
    assertEquals(8, answers.size());
    answers.forEach(a -> assertTrue(a.cells().size() <= MOST_CELLS, a::question));
    answers.get(0).says("2 variants: scope global, layerwise", "paired, n 3", "better than global");
    answers.get(1).says("Comparison of soups", "minus s", "unpaired, test set only");
    answers
        .get(2)
        .says("9 trainings saved", "Comparison of pruning runs by rewind", "same networks");
    answers.get(3).says("Comparison of instabilities by task", "digits mlp:8", "paired, n 3");
    answers.get(4).says("wrote ticket.safetensors");
    answers.get(5).says(" %");
    answers.get(6).says("chart: Kept and accuracy");
    answers
        .get(7)
        .says(
            "Plan: at most 28 trainings",
            "2 of 2 runs finished (reused 21 of 28 trainings",
            "paired, n 4");
    agreesInTorch();
  }
}
