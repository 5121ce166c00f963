package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.align.AlignResult;
import org.stockpot.barrier.BarrierResult;
import org.stockpot.barrier.CurveResult;
import org.stockpot.barrier.InstabilityResult;
import org.stockpot.barrier.MliResult;
import org.stockpot.barrier.PathScores;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.barrier.RobustnessResult;
import org.stockpot.curvature.Curvature;
import org.stockpot.curvature.CurvatureResult;
import org.stockpot.curvature.gradient.CloudResult;
import org.stockpot.curvature.gradient.LcaResult;
import org.stockpot.landscape.Basin;
import org.stockpot.landscape.BasinResult;
import org.stockpot.landscape.RoughnessResult;
import org.stockpot.prune.PruneResult;
import org.stockpot.prune.sensitivity.SensitivityResult;
import org.stockpot.similarity.SimilarityResult;
import org.stockpot.soup.FinetuneResult;
import org.stockpot.soup.InterpolationResult;
import org.stockpot.soup.SoupResult;
import org.stockpot.soup.SoupRow;
import org.stockpot.soup.WeightedResult;
import org.stockpot.store.Store;
import org.stockpot.store.StoredTask;
import org.stockpot.study.AlignedBarrierResult;
import org.stockpot.study.Comparison;
import org.stockpot.study.Load;
import org.stockpot.study.PruneBoundLevel;
import org.stockpot.study.PruneBoundOrder;
import org.stockpot.study.PruneBoundResult;
import org.stockpot.study.batch.BatchLawResult;
import org.stockpot.study.generalization.GeneralizationResult;
import org.stockpot.study.grokking.GrokkingResult;
import org.stockpot.study.law.DensityLawResult;
import org.stockpot.study.merge.MergeResult;
import org.stockpot.study.merge.MultiTaskResult;
import org.stockpot.study.merge.TrajectoryMeansResult;
import org.stockpot.study.phase.PhaseOptions;
import org.stockpot.study.phase.PhaseResult;
import org.stockpot.study.robustness.LotteryRobustnessResult;
import org.stockpot.task.Availability;
import org.stockpot.task.Statistics;
import org.stockpot.task.Task;
import org.stockpot.task.TrainResult;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Landscape;
import org.stockpot.testing.Quartic;
import org.stockpot.testing.Sloped;
import org.stockpot.testing.WhiteInputs;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Line;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** Every magic over a task in closed form, which has no block, no examples and no engine. */
final class AnyTaskMagicsTest {

  private static final Layout LAYOUT =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 6, 4)
          .add("fc1.bias", Role.BIAS, 6)
          .add("fc2.weight", Role.WEIGHT, 4, 6)
          .build();

  /** Does not know in which order units lie. */
  private static final Task SUMS = new Landscape(LAYOUT, AnyTaskMagicsTest::squares);

  private final Bowl bowl = new Bowl(LAYOUT);
  private final PlainNotebook notebook = new PlainNotebook().with("bowl", bowl).with("sums", SUMS);
  private final Stockpot stockpot = new Stockpot(notebook);
  private final Set<String> used = new HashSet<>();

  @TempDir Path directory;

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private <T> T magic(String line) {
    used.add(line.split(" ", -1)[0]);
    return (T) ShellNotebook.magic(stockpot, line.replace("DIR", "" + directory), null);
  }

  private String refusal(String line) {
    return assertThrows(UsageException.class, () -> magic(line)).getMessage();
  }

  @BeforeEach
  void begin() {
    magic("stockpot --store DIR/store");
    assertEquals(bowl, magic("task bowl --as mine"));
    magic("train --for 20it --seed 1 --as a");
    magic("train --for 20it --seed 2 --as b");
    magic("train --for 20it --seed 3 --as c");
    notebook.text();
  }

  @AfterEach
  void end() {
    magic("stockpot --store none");
  }

  private static double squares(Point point) {
    return Math.min(1, point.dot(point) / 100);
  }

  private Point point(String name) {
    return ((TrainResult) result(name)).point();
  }

  private Object result(String name) {
    return Stockpot.variant(name).results().get(0);
  }

  private double loss(Point point) {
    double distance = point.distance(bowl.minimum());
    return distance * distance / 2 / LAYOUT.coordinates();
  }

  @Test
  void theTaskIsShownAsFarAsItCanBe() {
    magic("task");
    String text = notebook.text();
    assertTrue(text.matches("(?s)task bowl\\R+1 thread a training\\R+Slots: .*"), "[" + text + "]");
    magic("train --for 1it --as d");
    assertTrue(notebook.text().matches("(?s)%train .*   # bowl · Java \\d+, cpu\n.*"));
    assertEquals(bowl, Stockpot.use(bowl));
    assertEquals(
        "task bowl must be a PointWriter",
        assertThrows(UsageException.class, () -> Stockpot.task(org.stockpot.task.PointWriter.class))
            .getMessage());
  }

  @Test
  void pathsHaveTheLossesOfTheFormula() {
    BarrierResult barrier = magic("barrier a b --samples 5 --as ab");
    assertLosses(new Line(point("a"), point("b")), barrier.pairs().get(0).path());
    MliResult mli = magic("mli a --samples 5");
    assertLosses(new Line(bowl.init(1), point("a")), mli.lines().pairs().get(0).path());
    PlaneResult plane = magic("plane a b c --grid 5 --quantity test-loss");
    plane.marks().stream()
        .filter(mark -> List.of("a", "b", "c").contains(mark.name()))
        .forEach(mark -> assertEquals(loss(point(mark.name())), mark.score().loss(), 1e-12));
    assertEquals(25, plane.values().stream().mapToInt(List::size).sum());
    RoughnessResult rough = magic("roughness a b --directions 3");
    assertEquals(loss(point("a")), rough.points().get(0).loss(), 1e-12);
    BasinResult basin = magic("basin a --directions 3");
    double edge = Math.sqrt(2 * LAYOUT.coordinates() * loss(point("a")));
    assertTrue(basin.points().get(0).radius("random") < 3 * edge);
  }

  @Test
  void blendsAreRepairedByTheMomentsOfTheFormula() {
    assertEquals(
        "units cannot be repaired: a bowl knows no pre-activations",
        refusal("barrier a b --repair repair"));
    assertEquals(
        "units cannot be repaired: a bowl knows no pre-activations; use --recalibrate carry or"
            + " none",
        refusal("soup uniform a b --repair repair"));
    WhiteInputs units = WhiteInputs.of(LAYOUT);
    bowl.units = Availability.of(units);
    Point expected = units.midpoint(point("a"), point("b"));
    BarrierResult barrier = magic("barrier a b --samples 3 --repair none,reset,repair");
    List<PathScores> paths = barrier.pairs().get(0).paths();
    assertEquals(
        List.of(Statistics.CARRY, Statistics.REPAIR),
        paths.stream().map(PathScores::statistics).toList());
    assertEquals(loss(expected), paths.get(1).test().get(1).loss(), 1e-9);
    assertEquals(loss(point("b")), paths.get(1).test().get(2).loss());
    SoupResult soup = magic("soup uniform a b --repair repair");
    assertEquals(0, soup.soup().distance(expected), 1e-6);
    assertEquals(
        List.of("uniform soup", "uniform soup, as it comes"),
        soup.rows().stream().map(SoupRow::name).toList());
    WeightedResult weighted = magic("soup weighted a=1 b=1 --repair repair-outputs");
    assertEquals(soup.soup(), weighted.soup());
    InterpolationResult line = magic("soup interpolate a b --samples 3 --repair repair");
    assertEquals(loss(expected), line.rows().get(1).test().loss(), 1e-9);
    PlaneResult plane =
        magic("plane a b c --grid 5 --margin 0 --quantity test-loss --repair repair");
    assertEquals(loss(point("a")), plane.marks().get(0).score().loss(), 1e-12);
    assertTrue(plane.whyEmpty().contains("goals lie between networks"), plane.whyEmpty());
    assertTrue(refusal("plane a --random --repair repair").contains("one point, got repair"));
    MliResult mli = magic("mli a --samples 3 --repair repair");
    Point half = units.midpoint(bowl.init(1), point("a"));
    assertEquals(loss(half), mli.lines().pairs().get(0).path().test().get(1).loss(), 1e-9);
  }

  /** A closed form has no graph; a file says what moves together, and is held against the loss. */
  @Test
  void unitsOfAFormulaAreToldByAFile() throws IOException {
    assertEquals(
        "which units of task bowl move together is not known: give them as --groups FILE",
        refusal("align b --to a"));
    magic("task --groups");
    assertTrue(notebook.text().contains("which units of task bowl move together is not known"));
    Files.writeString(
        directory.resolve("groups.txt"), "fc1 6 fc1.weight:0 fc1.bias:0 fc2.weight:1");
    String message = refusal("align b --to a --groups DIR/groups.txt");
    assertTrue(message.startsWith("units of group fc1 must be free to change places"), message);
    magic("task sums");
    AlignResult aligned = magic("align b --to a --groups DIR/groups.txt --as b2");
    assertEquals(1, aligned.networks().size());
    assertTrue(aligned.networks().get(0).distance() <= aligned.networks().get(0).distanceBefore());
    AlignedBarrierResult barrier =
        magic("barrier a b --align weights --samples 5 --groups DIR/groups.txt");
    assertEquals(aligned.point(), barrier.after().pairs().get(0).pair().line().to());
    assertEquals(
        "task landscape knows no activations",
        refusal("align b --to a --by activations --groups DIR/groups.txt"));
    assertEquals(
        "task landscape knows no derivatives",
        refusal("align b --to a --by straight-through --groups DIR/groups.txt"));
  }

  /** A closed form has no units. */
  @Test
  void aTaskWithoutANetworkIsNotShrunk() {
    assertEquals("task bowl has no network that could be made smaller", refusal("shrink a"));
  }

  /** A closed form has no channels. */
  @Test
  void aTaskWithoutChannelsHasNoGates() {
    assertEquals("task bowl has no channels to gate", refusal("dynamic a"));
  }

  /** A closed form has no width. */
  @Test
  void familiesNeedAModelByName() {
    assertEquals(
        "a family of tasks must be of data and a model by name, got bowl",
        refusal("taxonomy --widths 4 --batches 10"));
    assertEquals(
        "a family of tasks must be of data and a model by name, got bowl",
        refusal("law error-size --plan"));
  }

  @Test
  void weightsAreComparedWithoutLayers() {
    SimilarityResult result = magic("similarity a b c");
    assertEquals(3, result.pairs().size());
    assertEquals(
        point("a").distance(point("c")), result.pair("a", "c").weights().distance(), 1e-12);
    assertTrue(notebook.text().contains("task bowl knows no activations"));
  }

  @Test
  void gradientsAlongATrainingAreThoseOfTheFormula() {
    LcaResult lca = magic("lca a --every 5");
    assertEquals(loss(point("a")) - loss(bowl.init(1)), lca.total(), 1e-6);
    notebook.with("quartic", new Quartic(3));
    magic("task quartic");
    magic("train --for 20it --as down");
    assertEquals("coherence needs at least 2 examples, got 1", refusal("coherence down"));
    assertTrue(refusal("tangents down").startsWith("how many outputs there are is not known"));
    notebook.with("wells", Quartic.wells(1));
    magic("task wells");
    CloudResult clouds = magic("clouds --b 2 --lr 0.02 --steps 300 --walks 10");
    assertEquals(2, clouds.attractors().size());
    assertEquals(-1, clouds.attractors().get(0).end().loss(), 1e-6);
    PhaseResult phase = magic("phase --l2 0.1..10 --steps 6 --seeds 1,2");
    assertEquals(
        2, phase.critical(Load.ITSELF, PhaseOptions.Direction.UP).orElseThrow().mean(), 0.04);
    assertTrue(refusal("clouds --squares").startsWith("squared errors of class probabilities are"));
  }

  @Test
  void curvesAreThoseOfTheFormula() {
    double n = LAYOUT.coordinates();
    notebook.with("sloped", new Sloped(bowl, w -> w.minus(bowl.minimum()).times(1 / n)));
    magic("task sloped");
    CurveResult curve = magic("curve a b --for 1500it --lr 0.01 --samples 5");
    Point bend = curve.runs().get(0).bends().get(0);
    // The mean of c(t) (w(t) - m) is 0 where (a + b) / 10 + 2 bend / 15 = m / 3, for c = 2 t (1 -
    // t).
    for (int i = 0; i < LAYOUT.size(); i++) {
      double ends = point("a").at(i) + (double) point("b").at(i);
      assertEquals((bowl.minimum().at(i) / 3 - ends / 10) * 7.5, bend.at(i), 0.02);
    }
  }

  /** The Hessian is the identity by the number of coordinates. */
  @Test
  void curvatureIsThatOfTheFormula() {
    CurvatureResult result = magic("curvature a --top 3 --examples all");
    Curvature all = result.curvatures().get(0);
    double curvature = 1.0 / LAYOUT.coordinates();
    all.top().forEach(value -> assertEquals(curvature, value.value(), 1e-6));
    assertEquals(curvature, all.least().get(0).value(), 1e-6);
    assertEquals(1, all.trace().trace().mean(), 0.1);
    assertEquals(curvature, all.trace().squares().mean(), 1e-6);
    assertEquals(1, all.density().orElseThrow().moment(1).mean(), 1e-5);
    assertEquals(loss(point("a")), all.loss(), 1e-9);
    assertEquals(
        "the Gauss–Newton matrix needs outputs, which these derivatives do not tell",
        refusal("curvature a --of gauss-newton"));
  }

  /** One curvature and one slope: the bound is (w - minimum)² among others. */
  @Test
  void howFarTheSpectrumLetsOnePrune() {
    PruneResult imp = magic("imp --rounds 1 --for 10it --seeds 1,2 --as imp");
    PruneBoundResult result =
        magic("curvature imp --prune-bound --levels 0.25,0.5 --budget 20it --epsilon 0.1 --as pb");
    assertEquals(48, result.weights());
    assertEquals(loss(imp.solution(0)), result.loss(), 1e-9);
    PruneBoundLevel half = result.orders().get(0).levels().get(1);
    assertEquals(24, half.removed());
    double r2 = half.length().mean() * half.length().mean();
    double radius = 2 * 0.1 * LAYOUT.coordinates();
    assertEquals(radius / (radius + r2), half.bound().mean(), 1e-4);
    assertEquals(List.of("magnitude", "random"), names(result));
    assertEquals(3, result.orders().get(1).levels().get(0).orders());
    PruneBoundResult own = magic("curvature a --prune-bound --levels 0.5 --budget 1it --epsilon 1");
    assertEquals(1, own.orders().get(0).levels().size());
    assertEquals(
        "epsilon must be above 0, and the loss does not vary over 0 batches: give it by --epsilon",
        refusal("curvature a --prune-bound"));
    assertTrue(refusal("curvature imp.init --prune-bound").startsWith("prune-bound must be of"));
  }

  private static List<String> names(PruneBoundResult result) {
    return result.orders().stream().map(PruneBoundOrder::name).toList();
  }

  /** A parabola along the line: (1 - t) L0 + t L1 - t (1 - t) |b - a|² / 2n. */
  private void assertLosses(Line line, PathScores path) {
    double from = loss(line.from());
    double to = loss(line.to());
    double length = line.from().distance(line.to());
    for (int i = 0; i < path.positions().size(); i++) {
      double t = path.positions().get(i);
      double bend = t * (1 - t) * length * length / 2 / LAYOUT.coordinates();
      assertEquals((1 - t) * from + t * to - bend, path.test().get(i).loss(), 1e-6);
    }
  }

  @Test
  void averagesAreThoseOfTheFormula() {
    SoupResult uniform = magic("soup uniform a b c --as soup");
    Point mean = Centroid.of(List.of(point("a"), point("b"), point("c")));
    assertEquals(mean, uniform.soup());
    assertEquals(loss(mean), uniform.row().test().loss(), 1e-9);
    SoupResult greedy = magic("soup greedy a b c --as greedy");
    assertTrue(greedy.row().validation().loss() <= greedy.bestSingle().validation().loss());
    MergeResult merged =
        magic("soup linear,greedy,ties a b c --base a --density 0.5,1 --as merged");
    assertEquals(loss(mean), merged.row("linear").scores().test().loss(), 1e-6);
    assertEquals(greedy.soup(), merged.row("greedy").point().orElseThrow());
    MultiTaskResult both = magic("soup linear a b --on mine,bowl --as both");
    assertEquals(
        loss(new Line(point("a"), point("b")).at(0.5)),
        both.best().scores().get(1).test().loss(),
        1e-6);
    WeightedResult weighted = magic("soup weighted a=0.25 b=0.75");
    assertEquals(new Line(point("a"), point("b")).at(0.75), weighted.soup());
    InterpolationResult line = magic("soup interpolate a b --samples 5");
    assertEquals(5, line.rows().size());
    TrajectoryMeansResult along = magic("soup swa,ema,lawa a --every 2it");
    assertEquals(loss(point("a")), along.end().test().loss(), 1e-9);
    MergeResult byData = magic("soup fisher,learned a b c");
    assertTrue(byData.row("learned").scores().validation().loss() <= loss(mean) + 1e-9);
    FinetuneResult fine = magic("finetune a --for 5it --seed 1..3 --as ft");
    assertEquals(point("a"), fine.base());
    assertEquals(3, fine.tuned().size());
    assertTrue(refusal("soup uniform a ft").startsWith("no point named ft, did you mean ft.*?"));
  }

  @Test
  void pruningAndWhatComesAfterIt() {
    PruneResult imp = magic("imp --rounds 3 --for 10it --rewind 2it --seeds 1,2 --as imp");
    Mask mask = imp.round(3).mask();
    int kept = 48;
    for (int round = 0; round < 3; round++) {
      kept -= Math.round(0.2f * kept);
    }
    assertEquals(kept, mask.kept());
    assertEquals(loss(imp.solution(3)), imp.round(3).test().loss(), 1e-12);
    assertEquals(
        "widths must come with error-size, as error-density trains nothing",
        refusal("law error-density imp --widths 4,8"));
    DensityLawResult law = magic("law error-density imp");
    assertEquals(4, law.levels().size() + law.ladders().get(0).leftOut().size());
    InstabilityResult forks = magic("instability --at init,5it --for 10it --ticket imp.2");
    assertEquals(8, forks.forks().size());
    RobustnessResult robust = magic("robustness imp.1 --multiples 0,1");
    assertEquals(4, robust.trials().size());
    LotteryRobustnessResult harm = magic("lottery-robustness imp --corruptions noise,drop");
    assertEquals(3, harm.levels().size());
    BarrierResult levels = magic("barrier imp --samples 3");
    assertEquals(18, levels.pairs().size());
    SensitivityResult layers = magic("sensitivity imp.1 --shares 0.25,0.5 --drop 0.5");
    assertEquals(loss(imp.solution(1)), layers.whole().loss(), 1e-12);
    assertEquals(Map.of("fc1.weight", 0.0, "fc2.weight", 0.0), layers.suggested());
    GrokkingResult grokked = magic("grokking --seeds 1 --batch 60 --for 20it --probes 4");
    assertEquals(20, grokked.runs().get(0).probes().get(4).step());
    BatchLawResult batches = magic("batch-law --batches 2,3 --rates 0.1 --for 20it --probes 4");
    // The curvature of the bowl is 1 by its coordinates, and the threshold 2 / 0.1.
    double sharpness = batches.cells().get(1).highest().orElseThrow().mean();
    assertEquals(0.05 / LAYOUT.coordinates(), sharpness, 1e-6);
    GeneralizationResult measured = magic("generalization a b");
    assertEquals(2, measured.networks().size());
    assertTrue(refusal("dead imp").startsWith("dead units need activations of layers: "));
    Comparison both = magic("compare a b --as both");
    assertEquals(2, both.variants().size());
    assertEquals(mask, Mask.supportOf(imp.solution(3)));
  }

  @Test
  void pointsGoToFilesAndBack() {
    magic("save a DIR/a.safetensors");
    Point back = magic("load DIR/a.safetensors --as back");
    assertEquals(point("a"), back);
    assertEquals(
        "file must end in .safetensors, .npz or .pt, as task bowl has no DJL model to write, got "
            + directory.resolve("a.params"),
        refusal("save a DIR/a.params"));
    assertEquals(
        "with-example must have examples to write, task bowl has none",
        refusal("save a DIR/b.safetensors --with-example"));
    magic("barrier a b --samples 3 --as ab");
    magic("export ab DIR/report.md");
    magic("runs");
    assertTrue(notebook.text().contains("%barrier a b"));
    everyMagicIsHere();
  }

  /** Other tests use the rest. */
  private void everyMagicIsHere() {
    used.addAll(
        List.of(
            ("mli shrink curve curvature plane lca coherence tangents clouds taxonomy law phase similarity align"
                    + " roughness basin soup finetune imp sensitivity dynamic dead instability robustness"
                    + " lottery-robustness grokking batch-law generalization compare")
                .split(" ", -1)));
    assertEquals(Set.copyOf(stockpot.names()), used);
  }

  /** What needs derivatives says that there are none; what has another way goes on without. */
  @Test
  void aTaskWithoutDerivativesSaysSo() {
    notebook.with("nameless", new Nameless(bowl));
    magic("task nameless");
    magic("train --for 5it --seed 1 --as d");
    magic("train --for 5it --seed 2 --as e");
    for (String line :
        List.of(
            "curve d e --for 5it",
            "curvature d --examples all",
            "lca d --every 1",
            "coherence d",
            "tangents d",
            "plane d --along top --grid 3")) {
      assertEquals("task nameless knows no derivatives", refusal(line), line);
    }
    BasinResult basin = magic("basin d --directions 3");
    assertEquals(
        "task nameless knows no derivatives", basin.points().get(0).missing().get(Basin.UP));
    assertTrue(basin.points().get(0).radii().containsKey(Basin.RANDOM));
  }

  /** Nothing is kept of a task that cannot tell what decides it. */
  @Test
  void aTaskWithoutAnIdentityTrainsEachTime() {
    Nameless nameless = new Nameless(bowl);
    notebook.with("nameless", nameless);
    magic("task nameless");
    int before = bowl.jobs().size();
    magic("train --for 20it --seed 1");
    magic("train --for 20it --seed 1");
    assertEquals(before + 2, bowl.jobs().size());
    assertEquals(nameless, Stockpot.task());
    assertEquals(2, ((Comparison) magic("train --for 3it --lr 1e-3,1e-2")).variants().size());
  }

  @Test
  void aStoredTaskIsATaskToo() {
    Store store = Store.open(directory.resolve("other"));
    Task stored = new StoredTask(store, bowl, java.time.Duration.ofSeconds(30), false);
    notebook.with("stored", stored);
    assertEquals(stored, magic("task stored"));
    TrainResult again = magic("train --for 20it --seed 1");
    assertEquals(point("a"), again.point());
  }
}
