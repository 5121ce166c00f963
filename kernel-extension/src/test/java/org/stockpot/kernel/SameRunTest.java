package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a magic shows of itself is the run: the line that it echoes and the Java under it come to
 * the same networks and numbers, in a session that knows nothing else, and through the store.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class SameRunTest {

  private static final String MINE =
      "Saliency mine = (solution, seed) -> solution.times(-1).toArray();";

  private static final String PRUNING =
      "imp --rounds 3 --for 5it --seeds 1,2 --rewind 2it --warmup 1it --controls"
          + " random-mask,random-init --matching 5% --as imp";

  private static final List<String> LINES =
      List.of(
          "task digits mlp:8 --seed 3 --as t",
          "train --for 5it --as a",
          "train --for 5it --seed 2 --optimizer sgd --lr 0.05 --momentum 0.8 --schedule cosine"
              + " --warmup 2it --batch 50 --augment noise:0.1 --label-smoothing 0.1 --as b",
          "train --from a --for 3it --optimizer adamw --weight-decay 1e-4 --as c",
          "train --for 6it --optimizer sgd --nesterov --schedule step --milestones 2it,4it"
              + " --gamma 0.5 --as d",
          "train --for 5it --sparse rigl:90% --sparse-every 2it --sparse-layers layerwise --sharpness"
              + " asam --as r",
          "train --for 5it --sparse gmp:0.5 --sparse-every 1it --sparse-end 4it",
          "train --for 4ep --regularizer saf:0.3:5:1:1 --average swa:50%:1ep:1e-3:1e-4 --as mean",
          "train --for 5it --regularizer compressibility:1e-3:layer --average swa:0.5:1it",
          PRUNING,
          "imp --rounds 1 --for 5it --rewind lr --retrain 2it --budget schedule --copies 2 --merge"
              + " greedy --copy-weight-decays 0,1e-4 --as copied",
          "imp --rounds 1 --for 5it --rewind 2it --instability --forks 3 --stable 3% --as both",
          "imp --rounds 1 --for 2ep --rewind 2it --copies 2 --swa 60% --controls longer-retraining",
          "imp --from both.1 --to 50% --rounds 1 --for 4it --controls sanity",
          "imp --from imp.1 --to 30% --fraction 0.3 --for 4it",
          "imp --rounds 1 --for 4it --scope layerwise --fractions fc2=0.1 --saliency random",
          "imp --rounds 1 --for 4it --rewind none --schedule cosine --finetune-lr 1e-4"
              + " --exclude fc2 --saliency mine",
          "imp --preset renda-resnet20 --scale 0.02% --rounds 1 --validate-every 2it",
          "train --preset lth-lenet --scale 0.01% --seed 5",
          "imp --saliency synflow --at start --iterations 3 --rounds 1 --to 5% --for 2it --scope"
              + " erdos-renyi",
          "imp --rounds 1 --pattern 2:4 --saliency sparsegpt --saliency-examples 60 --rewind lr"
              + " --retrain 1it --for 2it",
          "sensitivity a --shares 0.5,0.9 --saliency wanda --drop 5%",
          "barrier a b --samples 3 --as ab",
          "barrier a b imp.2 --samples 4 --baseline mean --stable 3% --test-only",
          "barrier a,b c,imp.seed2.1 --samples 3",
          "lottery-robustness imp --densities 64% --corruptions noise,rotate:10/30 --examples 60",
          "grokking --seeds 1,2 --for 6it --batch 60 --probes 3 --learned 0.5 --examples 50",
          "batch-law --batches 30,60,full --rates 0.1,0.2 --seeds 1,2 --for 6it --probes 2",
          "batch-law --batches full --rates 1e-3 --seeds 1 --for 6it --probes 2 --optimizer adam"
              + " --examples 50",
          "generalization a b d --examples 60 --draws 2",
          "law error-density imp",
          "law error-size --widths 2,3,4 --shares 50%,100% --seeds 1,2 --for 1it",
          "phase --l2 1e-3..1 --steps 4 --seeds 1 --examples 30 --budget 20",
          "barrier imp --samples 3 --as ladder",
          "barrier a b --align activations --samples 3 --as aligned",
          "align b imp.2 --to a --starts 2 --as moved",
          "align a b c --as together",
          "instability --at init,2it --seeds 1,2 --for 5it --samples 3 --copies 3",
          "instability --at 2it --ticket imp.2 --samples 3 --warmup 0it",
          "dead imp --examples 50",
          "dead a imp.2 --on test --as zeros",
          "shrink imp.2 --as small",
          "shrink a --units 0.25,0.5 --by l2 --scope global --pass-examples 10 --as half",
          "instability --at init --ticket imp.1 --seeds 2 --samples 3 --as forks",
          "robustness imp --multiples 0,1 --samples 3",
          "mli a b --samples 4",
          "curve a b --for 3it --samples 3 --as bent1",
          "curve imp.1,imp.2 a,imp.seed2.1 --bends chain:4 --seeds 1,2 --for 2it --samples 3 --points 1",
          "plane a bent1.bend bent1.0.5 --grid 3 --topology",
          "roughness a imp.2 --directions 2 --samples 3 --scale filter",
          "basin a imp.2 --directions 2 --examples 60 --rise 0.1",
          "curvature a imp.2 --top 3 --examples 100 --probes 6 --densities 2 --steps 5 --as bent",
          "curvature imp --prune-bound --levels 0.5 --budget 2it --examples 100 --exact 0 --densities 2"
              + " --steps 5 --saliency mine --as bounded",
          "curvature a --prune-bound --levels 0.5,0.9 --budget 1it --examples 120 --as bounds",
          "curvature a --of fisher --layers --top 2 --examples 20 --probes 6 --densities 0",
          "plane a b imp.1 --grid 3 --axes barycentric --margin 0.5",
          "plane a --random --grid 3 --quantity training-loss --reach 0.5 --seed 4",
          "finetune a --lr 1e-3,3e-4 --seed 1..3 --for 3it --shift noise:0.2 --as ft",
          "finetune imp.2 --random 3 --lr 1e-4..1e-2 --augment none|noise:0.1 --for 2it..4it --as"
              + " drawn",
          "finetune a --optimizer sgd|adam --warmup 1it,2it --augment none|noise:0.1 --for 2it",
          "mli ft.* --samples 3",
          "soup uniform,greedy,pruned ft.* --shift noise:0.5 --order random --seed 3 --passes 2"
              + " --as soups",
          "soup greedy a b c --gate 50% --baseline mean --as g",
          "soup sparse drawn.* --masks union",
          "soup uniform imp.* ft.2 ft.3 ft.4 a --recalibrate re-estimate",
          "soup ties,dare,nuslerp,greedy ft.1 ft.2 --density 0.2,0.5 --lambda 0.5..1:2 --as merged",
          "soup dare,ties a=0.3 b=0.7 --base c --masks re-prune --seed 4",
          "task digits mlp:8 --seed 3 --as t2",
          "soup task-arithmetic ft.1 ft.2 --on t,t2 --lambda 0.3,0.6 --as both",
          "task digits conv2@3,4,8,8 --as convolutions",
          "train --for 3it --seed 2 --as conv",
          "dynamic conv --shares 0.5,1.0 --for 2it --seeds 1,2 --as gated",
          "task t2",
          "soup weighted a=0.3 b=0.7 --as mix",
          "soup interpolate a c --samples 5 --shift rotate:15 --as wise",
          "save imp.2 DIR/ticket.safetensors",
          "save ft.* DIR/*.npz",
          "save a DIR/a-0000.params",
          "save imp DIR/chart.svg",
          "save imp DIR/page.html",
          "save imp DIR/rounds.csv --table trainings",
          "load DIR/ticket.safetensors --as net",
          "load DIR/ft.1.npz --match structure --strict yes",
          "train --from net --for 2it",
          "soup files DIR/ft.*.npz --to DIR/mean.safetensors",
          "soup files DIR/ft.1.npz=0.25 DIR/ft.2.npz=0.75 --to DIR/sum.npz",
          "task --validation 0.3 --threads 2",
          "train --for 2it",
          "task digits mlp:8 --prunable fc1 --test 0.3 --validation 0.1");

  @TempDir static Path directory;

  private final List<String> echoes = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final List<String> digests = new ArrayList<>();
  private CellNotebook last;

  @BeforeAll
  void runTheMagics() {
    CellNotebook notebook = open("magics");
    for (String line : LINES) {
      Object value = notebook.magic(placed(line));
      echoes.add(notebook.echoed().replaceFirst("\\s+# .*", ""));
      sources.add(notebook.java());
      digests.add(digest(value));
    }
  }

  @AfterAll
  void close() {
    last.close();
  }

  /** Java that writes one file gives the file where some magics give a list of files. */
  private static String digest(Object value) {
    return ResultDigest.of(value instanceof Path file ? List.of(file) : value);
  }

  private String placed(String line) {
    return line.replace("DIR", directory.toString());
  }

  /** Opens a session that knows nothing of those before it but a store. */
  private CellNotebook open(String store) {
    if (last != null) {
      last.close();
    }
    last = new CellNotebook();
    last.magic("stockpot --store " + directory.resolve(store));
    last.evaluate(MINE);
    return last;
  }

  private void assertSame(List<String> texts, Function<String, Object> run) {
    List<Executable> checks = new ArrayList<>();
    for (int i = 0; i < LINES.size(); i++) {
      String text = texts.get(i);
      String wanted = digests.get(i);
      String got;
      try {
        Object value = run.apply(text);
        got = value == null ? wanted : digest(value);
      } catch (RuntimeException e) {
        got = e.toString();
      }
      String found = got;
      checks.add(() -> assertEquals(wanted, found, text));
    }
    assertAll(checks);
  }

  @Test
  void everyEchoedLineIsTheRun() {
    CellNotebook notebook = open("echoes");
    assertSame(echoes, notebook::magic);
  }

  @Test
  void theJavaOfWhatMagicsTrainedTrainsNothing() {
    CellNotebook notebook = open("magics");
    Map<String, Integer> before = entries(notebook);
    assertSame(sources, java -> value(notebook, java));
    assertEquals(before, entries(notebook));
  }

  @Test
  void theMagicsOfWhatJavaTrainedTrainNothing() {
    CellNotebook java = open("java");
    assertSame(sources, source -> value(java, source));
    CellNotebook magics = open("java");
    Pattern reused = Pattern.compile("\\(reused (\\d+) of (\\d+) trainings?");
    List<Executable> checks = new ArrayList<>();
    for (String line : LINES) {
      magics.magic(placed(line));
      String text = magics.text();
      Matcher match = reused.matcher(text);
      boolean found = match.find();
      String trainings = found ? match.group(1) : "";
      String all = found ? match.group(2) : "";
      boolean trains =
          line.matches(
              "(train|imp|dynamic|finetune|instability|robustness|taxonomy|grokking|batch-law|law error-size) .*|.* --prune-bound.*");
      checks.add(() -> assertEquals(trains, found, line + text));
      checks.add(() -> assertEquals(all, trainings, line));
    }
    assertAll(checks);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "imp --rounds 1 --for 5it --seeds 1,2 --scope global,layerwise --as scopes",
        "imp --rounds 1 --for 5it --seeds 1,2 --rewind init,2it --instability --as rewinds",
        "imp --to 30% --for 4it --fraction 0.3,0.5 --as steps",
        "imp --to 30% --for 4it --scope global,layerwise --fraction 0.3 --as aimed",
        "imp --preset frankle-lenet,renda-resnet20 --scale 0.02% --rounds 1 --as presets",
        "barrier imp --samples 3,4 --as levels",
        "train --for 5it --lr 1e-3,1e-2 --seed 1..2 --as rates",
        "instability --at init,2it --ticket imp.1 --samples 3 --copies 2,3 --as numbers",
        "soup greedy a b c --order sorted,random --as orders",
        "compare a,b c,d"
      })
  void theLineAndTheJavaOfAComparisonAreTheComparison(String line) {
    CellNotebook notebook = open("magics");
    for (String made : LINES.subList(0, LINES.indexOf(PRUNING) + 1)) {
      notebook.magic(placed(made));
    }
    String wanted = digest(notebook.magic(line));
    String echo = notebook.text().lines().findFirst().orElseThrow().replaceFirst("\\s+# .*", "");
    String java = notebook.java();
    assertEquals(wanted, digest(notebook.magic(echo)), echo);
    Object value = notebook.evaluate(java);
    Object made = line.contains("--as") ? notebook.evaluate(line.replaceFirst(".* ", "")) : value;
    assertEquals(wanted, digest(made), java);
  }

  /** Runs what is shown; its value is that of the name it declares, or of its last expression. */
  private static Object value(CellNotebook notebook, String java) {
    Object value = notebook.evaluate(java);
    Matcher declared = Pattern.compile("(?m)^\\w+ (\\w+) = .*;$").matcher(java);
    String name = "";
    while (declared.find()) {
      name = declared.group(1);
    }
    return java.endsWith(";") && !name.isEmpty() ? notebook.evaluate(name) : value;
  }

  private static Map<String, Integer> entries(CellNotebook notebook) {
    notebook.magic("runs size");
    Map<String, Integer> entries = new LinkedHashMap<>();
    Matcher rows = Pattern.compile("(?m)^ *(trainings|scores) +(\\d+) ").matcher(notebook.text());
    while (rows.find()) {
      entries.put(rows.group(1), Integer.parseInt(rows.group(2)));
    }
    assertTrue(entries.size() == 2, notebook.text());
    return entries;
  }
}
