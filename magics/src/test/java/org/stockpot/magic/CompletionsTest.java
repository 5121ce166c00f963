package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be typed where the bar stands; what is replaced stands between the numbers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompletionsTest {

  private final ShellNotebook notebook = new ShellNotebook();
  private final Stockpot stockpot = new Stockpot(notebook);
  private Path folder;

  @BeforeAll
  void prepare(@TempDir Path given) throws IOException {
    folder = given;
    Files.createDirectories(folder.resolve("nets/inner"));
    for (String name : List.of("nets/a.pt", "nets/b c.pt", "nets/.hidden", "run.jsh")) {
      Files.writeString(folder.resolve(name), "");
    }
    ShellNotebook.magic(stockpot, "task digits mlp:8 -q", null);
    ShellNotebook.magic(stockpot, "train --for 1ep --as base -q", null);
    ShellNotebook.magic(stockpot, "imp --rounds 1 --for 1ep --as imp -q", null);
  }

  @AfterAll
  void close() {
    notebook.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "%t| ! %tangents %task %taxonomy %train 0-2",
        "%t|ra --for 1ep ! %tangents %task %taxonomy %train 0-4",
        "var x = %ru| ! %runs 8-11",
        "%%sou| ! %%soup 0-5",
        "%imp --rou| ! --rounds 5-10",
        "%imp --rou|nds 3 ! --rounds 5-13",
        "%imp --rounds 3 --sco| --for 1ep ! --scope 16-21",
        "%imp --scope gl| ! global 13-15",
        "%imp --scope=gl| ! global 13-15",
        "%imp --scope | ! erdos-renyi erdos-renyi-kernel global layerwise row uniform-plus 13-13",
        "%imp --controls random-init,random-m| ! random-mask 28-36",
        "%imp --rewind | ! init 14-14",
        "%imp --rounds | ! 12 14-14",
        "%imp --nosuch=| ! 14-14",
        "%imp --from ba| ! base base.init 12-14",
        "%imp --as i| ! imp 10-11",
        "%train --from imp.r| ! imp.rewind 14-19",
        "%barrier base,imp.in| ! imp.init 14-20",
        "%barrier ba|se imp.1 ! base base.init 9-13",
        "%barrier a b --rep| ! --repair 13-18",
        "%barrier a b --repair none,re| ! repair repair-outputs reset 27-29",
        "%task dig| ! digits 6-9",
        "%task di|gits mlp:8 ! digits 6-12",
        "%task digits len| ! lenet-300-100 13-16",
        "%soup uni| ! uniform 6-9",
        "%stockpot help bar| ! barrier 15-18",
        "%stockpot --charts c| ! connected 19-20",
        "%runs sh| ! show 6-8",
        "%imp --rounds 3 // --sco| ! 24-24",
        "%imp # --sco| ! 12-12",
        "%imp --rounds ${n + ba| ! 22-22",
        "%imp --rounds ${n} --sco| ! --scope 19-24",
      })
  void wordsOfMagicsComplete(String marked, String expected) {
    assertEquals(expected, complete(marked));
  }

  @Test
  void pathsCompleteWithTheirFolders() {
    String nets = folder + "/nets/";
    int length = nets.length();
    assertEquals(folder + "/nets/ 6-" + (length + 3), complete("%load " + folder + "/ne|"));
    assertEquals(
        nets + "a.pt \"" + nets + "b c.pt\" " + nets + "inner/ 6-" + (length + 6),
        complete("%load " + nets + "|"));
    assertEquals(
        "\"" + nets + "b c.pt\" 6-" + (length + 12), complete("%load \"" + nets + "b|.pt\""));
    assertEquals(nets + "inner/ 12-" + (length + 13), complete("%task mnist:" + nets + "i|"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "rou| ! rounds 0-3",
        "rou|nds = 3 ! rounds 0-6",
        "scope = gl| ! global 8-10",
        "--scope=| ! erdos-renyi erdos-renyi-kernel global layerwise row uniform-plus 8-8",
        "controls = random-init,random-m| ! random-mask 23-31",
        "from = imp.r| ! imp.rewind 7-12",
        "rounds = 3 # sco| ! 16-16",
        "// sco| ! 6-6",
      })
  void optionsOfBodiesComplete(String marked, String expected) {
    Completion found =
        stockpot.completeBody("imp", marked.replace("|", ""), marked.indexOf('|')).orElseThrow();
    assertEquals(expected, text(found));
  }

  @Test
  void othersAreLeftToTheKernel() {
    assertTrue(stockpot.complete("int x = 5 % 3", 13).isEmpty());
    assertTrue(stockpot.complete("%nosuch --a", 11).isEmpty());
    assertTrue(stockpot.completeBody("task", "new ", 4).isEmpty());
    assertEquals(
        folder + "/run.jsh 6-" + (folder.toString().length() + 9),
        text(Stockpot.completeFile("%jars " + folder + "/ru", folder.toString().length() + 9)));
  }

  private String complete(String marked) {
    return text(stockpot.complete(marked.replace("|", ""), marked.indexOf('|')).orElseThrow());
  }

  private static String text(Completion found) {
    String range = found.from() + "-" + found.to();
    return (String.join(" ", found.candidates()) + " " + range).strip();
  }
}
