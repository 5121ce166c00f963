package org.stockpot.prune.preset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Scope;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;
import org.stockpot.task.Schedule;
import org.stockpot.task.Span;
import org.stockpot.task.option.Suggestions;

/** The published recipes that have a name. A new one is a line of the list. */
public final class Presets {

  private static final String LTH = "Frankle, Carbin, ICLR 2019, Fig. 2";
  private static final String LMC = "Frankle, Dziugaite, Roy, Carbin, ICML 2020, Table 1";
  private static final String RENDA = "Renda, Frankle, Carbin, ICLR 2020, App. A";
  private static final String DECAY = "weight decay 1e-4";
  private static final String OUTPUT = "that the last layer is pruned half as fast";

  private static final List<Preset> ALL =
      List.of(
          lth("lenet", "LeNet-300-100 on MNIST", "lenet-300-100", 1.2e-3, 50_000, fc(3), ""),
          lth("conv2", "Conv-2 on CIFAR-10", "conv2", 2e-4, 20_000, convolutions(2, 0.1), OUTPUT),
          lth("conv4", "Conv-4 on CIFAR-10", "conv4", 3e-4, 25_000, convolutions(4, 0.1), OUTPUT),
          lth("conv6", "Conv-6 on CIFAR-10", "conv6", 3e-4, 30_000, convolutions(6, 0.15), OUTPUT),
          global(
              "lth-resnet18",
              "a ResNet of 274 thousand weights on CIFAR-10",
              "lth-resnet18",
              recipe(0.1, 128, 30_000, 1e-4, 20_000, 25_000),
              Rewind.INIT,
              LTH,
              "milestones and " + DECAY),
          global(
              "lth-vgg19",
              "VGG-19 on CIFAR-10",
              "cifar-vgg19",
              recipe(0.1, 64, 112_000, 1e-4, 56_000, 84_000),
              Rewind.INIT,
              LTH,
              "all but the number of layers"),
          global(
              "frankle-lenet",
              "LeNet-300-100 on MNIST",
              "lenet-300-100",
              adam(1.2e-3, 24_000),
              Rewind.INIT,
              LMC,
              "all of it"),
          frankle("resnet20", "resnet20", 0.1, 0, 500),
          frankle("resnet20-low", "resnet20", 0.01, 0, 0),
          frankle("resnet20-warmup", "resnet20", 0.03, 30_000, 0),
          frankle("vgg16", "cifar-vgg16", 0.1, 0, 1_000),
          frankle("vgg16-low", "cifar-vgg16", 0.01, 0, 0),
          frankle("vgg16-warmup", "cifar-vgg16", 0.1, 30_000, 0),
          renda("resnet20"),
          renda("resnet56"));

  private Presets() {}

  private static Recipe adam(double rate, long steps) {
    return Recipe.defaults()
        .withOptimizer(Optimizer.adam(rate))
        .withBatch(60)
        .withLength(Span.iterations(steps));
  }

  private static Recipe recipe(
      double rate, int batch, long steps, double decay, long first, long second) {
    List<Span> milestones = List.of(Span.iterations(first), Span.iterations(second));
    return Recipe.defaults()
        .withOptimizer(Optimizer.sgd(rate, 0.9).withWeightDecay(decay))
        .withSchedule(Schedule.step(milestones, 0.1))
        .withBatch(batch)
        .withLength(Span.iterations(steps));
  }

  private static Map<String, Double> fc(int last) {
    return Map.of("fc" + last, 0.1);
  }

  /** The convolutions at a rate of their own, and the last dense layer at half the rate. */
  private static Map<String, Double> convolutions(int count, double fraction) {
    Map<String, Double> fractions = new TreeMap<>(fc(3));
    for (int i = 1; i <= count; i++) {
      fractions.put("conv" + i, fraction);
    }
    return fractions;
  }

  private static Preset lth(
      String name,
      String network,
      String model,
      double rate,
      long steps,
      Map<String, Double> fractions,
      String memory) {
    PruneOptions options =
        PruneOptions.defaults().withScope(Scope.LAYERWISE).withFractions(fractions);
    return new Preset("lth-" + name, network, model, adam(rate, steps), options, LTH, memory);
  }

  private static Preset global(
      String name,
      String network,
      String model,
      Recipe recipe,
      Rewind rewind,
      String source,
      String memory) {
    PruneOptions options = PruneOptions.defaults().withRewind(rewind);
    return new Preset(name, network, model, recipe, options, source, memory);
  }

  private static Preset frankle(String name, String model, double rate, long warmup, long rewind) {
    Recipe recipe = recipe(rate, 128, 63_000, 1e-4, 32_000, 48_000);
    Recipe warm = recipe.withSchedule(recipe.schedule().withWarmup(Span.iterations(warmup)));
    return global(
        "frankle-" + name,
        (model.equals("resnet20") ? "ResNet-20" : "VGG-16") + " on CIFAR-10",
        model,
        warmup == 0 ? recipe : warm,
        new Rewind(Rewind.Kind.WEIGHTS, Span.iterations(rewind)),
        LMC,
        rewind > 0 ? "" : "rate and warm-up");
  }

  private static Preset renda(String model) {
    Recipe recipe = recipe(0.1, 128, 71_108, 2e-4, 35_554, 53_136);
    Recipe nesterov = recipe.withOptimizer(recipe.optimizer().withNesterov(true));
    return global(
        "renda-" + model,
        model.replace("resnet", "ResNet-") + " on CIFAR-10",
        model,
        nesterov,
        Rewind.LEARNING_RATE,
        RENDA,
        "Nesterov's momentum");
  }

  /**
   * Returns the names of all.
   *
   * @return such as {@code lth-lenet}
   */
  public static List<String> names() {
    return ALL.stream().map(Preset::name).toList();
  }

  /**
   * Returns a preset by its name.
   *
   * @param name one of {@link #names}
   * @return the preset
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Preset of(String name) {
    return ALL.stream()
        .filter(preset -> preset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "preset must be one of "
                        + String.join(", ", names())
                        + ", got "
                        + name
                        + Suggestions.didYouMean(name, names())));
  }
}
