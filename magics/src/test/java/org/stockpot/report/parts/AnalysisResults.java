package org.stockpot.report.parts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.stockpot.curvature.CurvatureOptions;
import org.stockpot.curvature.CurvaturePoint;
import org.stockpot.curvature.CurvatureSurvey;
import org.stockpot.curvature.gradient.CloudOptions;
import org.stockpot.curvature.gradient.Clouds;
import org.stockpot.curvature.gradient.CoherenceOptions;
import org.stockpot.curvature.gradient.CoherenceResult;
import org.stockpot.curvature.gradient.GradientAgreement;
import org.stockpot.curvature.gradient.LcaOptions;
import org.stockpot.curvature.gradient.LossChangeAllocation;
import org.stockpot.curvature.gradient.TangentOptions;
import org.stockpot.curvature.gradient.TangentPoint;
import org.stockpot.curvature.gradient.TangentResult;
import org.stockpot.law.Fit;
import org.stockpot.law.LawCheck;
import org.stockpot.law.LeastSquares;
import org.stockpot.law.Observed;
import org.stockpot.law.PruningLaw;
import org.stockpot.phase.PenaltyRange;
import org.stockpot.prune.sensitivity.SensitivityOptions;
import org.stockpot.prune.sensitivity.SensitivityResult;
import org.stockpot.similarity.LayerRanks;
import org.stockpot.similarity.PairSimilarity;
import org.stockpot.similarity.PredictionSimilarity;
import org.stockpot.similarity.Ranks;
import org.stockpot.similarity.SimilarityOptions;
import org.stockpot.similarity.SimilarityResult;
import org.stockpot.similarity.WeightSimilarity;
import org.stockpot.soup.Ingredient;
import org.stockpot.soup.SoupOptions;
import org.stockpot.study.Load;
import org.stockpot.study.PruneBound;
import org.stockpot.study.PruneBoundOptions;
import org.stockpot.study.TaxonomyCell;
import org.stockpot.study.TaxonomyOptions;
import org.stockpot.study.TaxonomyResult;
import org.stockpot.study.Temperature;
import org.stockpot.study.law.DensityLawResult;
import org.stockpot.study.law.ErrorLadder;
import org.stockpot.study.law.SizeCell;
import org.stockpot.study.law.SizeLawOptions;
import org.stockpot.study.law.SizeLawResult;
import org.stockpot.study.merge.MergeComparison;
import org.stockpot.study.merge.MergeGrid;
import org.stockpot.study.merge.MergeMembers;
import org.stockpot.study.merge.MergeTask;
import org.stockpot.study.merge.MultiTaskMerge;
import org.stockpot.study.phase.PhaseOptions;
import org.stockpot.study.phase.PhaseStudy;
import org.stockpot.task.Availability;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Outcome;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.task.TrainResult;
import org.stockpot.task.analysis.Trajectory;
import org.stockpot.task.replicates.Interval;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.testing.Quartic;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;

/** Results of analyses of networks, made by hand where only a real network could tell them. */
final class AnalysisResults {

  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.epochs(1));

  private final Quartic task = Quartic.wells(6);
  private final Point at = task.point(0.9, -1.1, 1, 0.8, 1.2, -1);
  private final CurvaturePoint network = new CurvaturePoint("a", MaskedPoint.dense(at));

  /** Returns results of analyses that need a loss and its derivatives alone. */
  List<Object> ofClosedForms() {
    TrainResult training = TrainResult.of(task, Job.dense(at, RECIPE, 10, 1), Progress.NONE);
    CurvatureOptions curvature = CurvatureOptions.defaults().withTop(2).withDensities(2);
    PruneBoundOptions bound =
        PruneBoundOptions.defaults()
            .withLevels(List.of(0.5))
            .withEpsilon(0.5)
            .withBudget(Span.iterations(1));
    Bowl bowl = new Bowl(Points.small());
    return List.of(
        SensitivityResult.of(
            "a", MaskedPoint.dense(bowl.init(1)), bowl, SensitivityOptions.defaults()),
        CurvatureSurvey.of(List.of(network), task, curvature),
        PruneBound.of(network, List.of(), RECIPE, task, curvature, bound, Progress.NONE),
        Clouds.of(
            task, CloudOptions.defaults().withB(List.of(2.0)).withLr(List.of(0.02)).withSteps(50)),
        LossChangeAllocation.of(Trajectory.of("a", training), task, LcaOptions.defaults()));
  }

  /** Returns merges of networks one of which is pruned, for one task and between two. */
  List<Object> merges() {
    Bowl bowl = new Bowl(Points.small());
    Mask mask = Mask.keeping(bowl.layout(), i -> i % 2 == 0);
    MergeMembers members =
        MergeMembers.of(
                List.of(
                    new Ingredient("a", bowl.init(1)),
                    new Ingredient("b", bowl.init(2).masked(mask), mask)))
            .withBase(new Ingredient("base", bowl.init(3)));
    MergeGrid grid = new MergeGrid(Map.of("lambda", List.of("0.5", "1e39")));
    SoupOptions soups = SoupOptions.defaults();
    List<MergeTask> tasks = List.of(new MergeTask("one", bowl), new MergeTask("two", bowl));
    return List.of(
        MergeComparison.of(List.of("ties", "greedy", "model-stock"), members, bowl, grid, soups),
        MultiTaskMerge.of(List.of("ties", "model-stock"), members, tasks, grid, soups));
  }

  /** Returns laws of errors that they describe. */
  List<Object> laws() {
    Score like = new Score(Metric.ACCURACY, 0.1, 0.9, 100);
    List<Observed> levels =
        IntStream.range(0, 9)
            .mapToObj(i -> new Observed(List.of(Math.pow(0.6, i), 0.1, 2.0, 8.0), List.of(0.1 + i)))
            .toList();
    ErrorLadder ladder = new ErrorLadder("imp", like, 0.1, 2, 8, levels, List.of());
    Availability<Fit> fit = LeastSquares.of(new PruningLaw(false, false), levels);
    LawCheck check = new LawCheck(fit, levels);
    SizeCell cell = new SizeCell(Load.of(2, 1), 9, 9, List.of(like), 0);
    PhaseOptions phase = PhaseOptions.defaults().withStrengths(new PenaltyRange(0.1, 10), 4);
    return List.of(
        PhaseStudy.of("wells", load -> task, phase),
        new DensityLawResult(List.of(ladder), fit, check, check),
        new SizeLawResult(
            "task",
            SizeLawOptions.defaults(),
            RECIPE,
            0.9,
            List.of(cell),
            Optional.of(cell),
            Availability.none("no law"),
            check,
            check,
            Outcome.DONE));
  }

  CoherenceResult coherence() {
    GradientAgreement agreement = new GradientAgreement(9, 1, 0.5, 4, 0.1, 2, 0.1);
    return new CoherenceResult(
        "task",
        "a",
        9,
        CoherenceOptions.defaults(),
        false,
        List.of(new CoherenceResult.Moment(0, agreement, Optional.of(agreement))),
        Outcome.DONE);
  }

  TangentResult tangents() {
    TangentPoint point = new TangentPoint("a", OptionalLong.of(0), 1, 2, 1, List.of(4.0, 2.0));
    return new TangentResult(
        "task", Metric.R2, 2, false, TangentOptions.defaults(), List.of(point), Outcome.DONE);
  }

  SimilarityResult similarity() {
    PairSimilarity pair =
        new PairSimilarity(
            "a",
            "b",
            new WeightSimilarity(1, 0.5, true, 0.5, 0.4),
            Optional.of(new PredictionSimilarity(0.1, OptionalDouble.of(0.2), 0.3)),
            OptionalDouble.empty(),
            List.of(List.of(1.0)));
    Ranks ranks = new Ranks(2, 0.5, 1.5);
    return new SimilarityResult(
        "task",
        SimilarityOptions.defaults(),
        List.of("a", "b"),
        List.of(),
        List.of("outputs"),
        9,
        9,
        9,
        List.of(new LayerRanks("a", "outputs", 3, 0, false, ranks)),
        List.of(pair),
        List.of(),
        Outcome.DONE);
  }

  TaxonomyResult taxonomy() {
    Interval interval = new Interval(0.5, 0.1, 5, Interval.Over.NETWORKS);
    Score score = new Score(Metric.ACCURACY, 0.1, 0.9, 100);
    TaxonomyCell cell =
        new TaxonomyCell(
            Load.ofWidth(1),
            new Temperature(OptionalInt.of(1), OptionalDouble.empty()),
            5,
            0,
            score,
            score,
            interval,
            interval,
            interval,
            Optional.of(interval),
            Optional.of(interval),
            "");
    return new TaxonomyResult(
        "task", TaxonomyOptions.defaults(), RECIPE, List.of(cell), List.of(), Outcome.DONE);
  }
}
