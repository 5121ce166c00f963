package org.stockpot.merge.data;

import java.util.List;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.MergeMethod.Base;
import org.stockpot.merge.MergeMethod.Maker;
import org.stockpot.merge.MergeOption;

/** The methods that look at data. */
public final class DataMethods {

  /** All of them. */
  public static final List<MergeMethod> ALL = List.of(fisher(), regMean(), learned(), adaMerging());

  private static final String SEED = "seed";

  private DataMethods() {}

  private static MergeMethod fisher() {
    return method(
        "fisher",
        "the mean, weighted entry by entry by the squared gradients of each member",
        new Paper("Matena, Raffel, NeurIPS 2022", "matena2022merging"),
        Base.UNUSED,
        List.of(
            examples("1000"),
            MergeOption.number(
                "fisher-floor", "1e-8", "at least 0", "what is added to squared gradients")),
        (values, tasks) ->
            new Fisher(values.count("examples"), values.number("fisher-floor"), tasks));
  }

  private static MergeMethod regMean() {
    return method(
        "regmean",
        "layers whose outputs are closest to the members' on training examples",
        new Paper("Jin et al., ICLR 2023", "jin2023dataless"),
        Base.UNUSED,
        List.of(
            examples("1000"),
            MergeOption.number(
                "off-diagonal", "0.9", "from 0 to 1", "factor of the moments of pairs of inputs"),
            MergeOption.choice(
                "unseen", "mean", "weights of inputs that no example has", "mean", "zero")),
        (values, tasks) ->
            new RegMean(
                values.number("off-diagonal"),
                values.count("examples"),
                values.constant("unseen", Unseen.class),
                tasks));
  }

  private static MergeMethod learned() {
    return method(
        "learned",
        "the mean by weights that descend the validation loss",
        new Paper("Wortsman et al., ICML 2022", "wortsman2022soups"),
        Base.UNUSED,
        List.of(
            by("whether weights are of networks or of each slot"),
            rate("0.05"),
            count("epochs", "5", "passes over the validation examples"),
            count("batch", "256", "examples of a step"),
            seed()),
        (values, tasks) ->
            new Learned(
                values.constant("by", By.class),
                values.number("lr"),
                values.count("epochs"),
                values.count("batch"),
                values.whole(SEED),
                tasks));
  }

  private static MergeMethod adaMerging() {
    return method(
        "adamerging",
        "task arithmetic by factors that descend the entropy of predictions",
        new Paper("Yang et al., ICLR 2024", "yang2024adamerging"),
        Base.REQUIRED,
        List.of(
            by("whether λ is of networks or of each slot"),
            MergeOption.number("lambda", "0.3", "from 0 to 1", "where λ begins"),
            rate("0.001"),
            count("steps", "500", "how many steps"),
            count("batch", "16", "examples of a step, of each task"),
            seed()),
        (values, tasks) ->
            new AdaMerging(
                values.constant("by", By.class),
                values.number("lambda"),
                values.number("lr"),
                values.count("steps"),
                values.count("batch"),
                values.whole(SEED),
                tasks));
  }

  /**
   * A paper.
   *
   * @param source as in a table
   * @param key among the references of reports
   */
  private record Paper(String source, String key) {}

  private static MergeMethod method(
      String name, String meaning, Paper paper, Base base, List<MergeOption> options, Maker maker) {
    return new MergeMethod(
        name, meaning, paper.source, paper.key, base, 1, MergeMethod.ANY, true, options, maker);
  }

  private static MergeOption examples(String standard) {
    return count("examples", standard, "training examples at most");
  }

  private static MergeOption count(String name, String standard, String meaning) {
    return MergeOption.number(name, standard, "whole, from 1", meaning);
  }

  private static MergeOption rate(String standard) {
    return MergeOption.number("lr", standard, "above 0", "learning rate");
  }

  private static MergeOption by(String meaning) {
    return MergeOption.choice("by", "network", meaning, "network", "slot");
  }

  private static MergeOption seed() {
    return MergeOption.number(SEED, "0", "whole", "seed of the order of the examples");
  }
}
