package org.stockpot.magic.option;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What other tools call options, for suggestions. */
final class OtherOptionNames {

  /** Our names, each with those of Keras, PyTorch, scikit-learn and pruning libraries. */
  private static final List<String> OPTIONS =
      List.of(
          "for: epochs epoch n-epochs num-epochs max-epochs ep steps iterations iters max-steps"
              + " num-steps length duration train-for training-steps",
          "lr: learning-rate learningrate rate eta base-lr step-size max-lr",
          "batch: batch-size batchsize bs minibatch mini-batch per-device-train-batch-size",
          "to: target target-density target-sparsity final-sparsity sparsity density keep remaining"
              + " final-density until output out file dest",
          "fraction: amount prune prune-rate pruning-rate prune-fraction prune-ratio ratio percent"
              + " pruning-ratio per-round",
          "rounds: iterations num-rounds n-rounds levels cycles pruning-steps times",
          "rewind: rewind-to reset reset-to late-reset resetting",
          "retrain: retrain-epochs retrain-for finetune-epochs ft-epochs",
          "finetune-lr: ft-lr finetuning-lr fine-tune-lr",
          "scope: structured granularity global local layer-wise per-layer layerwise",
          "saliency: criterion importance score method strategy",
          "exclude: ignore skip ignored-layers layers-to-ignore keep-dense frozen",
          "controls: control baselines random-tickets",
          "matching: tolerance",
          "seeds: seed replicates repeats reps n-seeds num-seeds runs trials random-state",
          "seed: seeds random-state random-seed manual-seed rng",
          "optimizer: opt optim optimiser solver algorithm",
          "weight-decay: wd l2 decay regularization weightdecay",
          "momentum: beta beta1 mu",
          "schedule: scheduler lr-scheduler lr-schedule annealing policy decay-schedule",
          "warmup: warmup-epochs warmup-steps warm-up lr-warmup",
          "milestones: lr-steps drops lr-milestones",
          "gamma: drop lr-decay decay-factor",
          "label-smoothing: smoothing",
          "sharpness: sam asam rho",
          "regularizer: saf trajectory-loss compressibility penalty",
          "average: swa swa-start swa-lr weight-averaging",
          "augment: augmentation augmentations aug transform transforms",
          "samples: points num-points n-points alphas positions resolution steps n-samples",
          "grid: samples points resolution num-points n",
          "stable: threshold tolerance",
          "recalibrate: bn batchnorm batch-norm recalibration reset-bn bn-recalibration",
          "baseline: reference versus",
          "shift: corrupt corruption noise distortions ood",
          "from: init start checkpoint weights resume pretrained base load initial",
          "ticket: mask from",
          "at: fork forks k rewind steps",
          "copies: branches children n-copies replicates",
          "multiples: eps epsilon scale radius",
          "as: name var variable output out result save-as",
          "quiet: silent verbose no-output",
          "fresh: force overwrite no-cache rerun",
          "label: target y class-column label-column response",
          "kind: type problem",
          "validation: val val-split validation-split valid validation-size validation-fraction",
          "test: test-size test-split test-fraction holdout",
          "threads: workers num-workers n-jobs jobs cores cpus device",
          "drop: drop-columns exclude remove ignore",
          "missing: na nan impute fillna na-values",
          "size: resize image-size img-size",
          "masks: mask mask-form",
          "map: rename mapping key-map",
          "entry: key state-dict subkey",
          "random: n random-search draws n-iter num-trials",
          "store: home cache dir directory log-dir",
          "match: filter query grep search");

  private static final Map<String, List<String>> OWN_OPTIONS = inverse(OPTIONS);

  private OtherOptionNames() {}

  private static Map<String, List<String>> inverse(List<String> lines) {
    Map<String, List<String>> own = new HashMap<>();
    for (String line : lines) {
      String[] sides = line.split(": ", 2);
      for (String other : sides[1].split(" ", -1)) {
        own.merge(
            other, List.of(sides[0]), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
      }
    }
    return own;
  }

  /** Returns what to say of an option's name that another tool has, among those a magic takes. */
  static Optional<String> option(String typed, Collection<String> known) {
    String name = typed.toLowerCase(Locale.ROOT).replace('_', '-');
    return OWN_OPTIONS.getOrDefault(name, List.of()).stream()
        .filter(known::contains)
        .findFirst()
        .map(own -> ", did you mean --" + own + "?" + hint(name, own));
  }

  private static String hint(String typed, String own) {
    if (own.equals("to") && typed.contains("sparsity")) {
      return " (the share that is kept: a sparsity of 95% is --to 5%)";
    }
    if (own.equals("for")) {
      return " (such as --for 5ep or --for 300it)";
    }
    return "";
  }
}
