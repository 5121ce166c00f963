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
      if (data != null && data.getAsJsonObject().has("text/plain")) {
        text.append(joined(data.getAsJsonObject().get("text/plain"))).append('\n');
      }
    }
    return text.toString();
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
            "Plan: 28 trainings", "2 of 2 runs finished (reused 21 of 28 trainings", "paired, n 4");
  }
}
