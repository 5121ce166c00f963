package org.stockpot.report.parts;

/** The part of the vocabulary of {@link Columns} that is of dynamic pruning. */
public enum DynamicColumns implements Heading {
  /** What gates learn to keep of a layer's sum of norms. */
  SHARE("share of norms", "share_of_norms"),
  /** What an example takes. */
  FLOPS("FLOPs of an example, mean", "mean_flops_of_an_example"),
  /** The same by what it takes without gates. */
  OF_DENSE("of dense %", "flops_percent_of_dense"),
  /** A network minus those without gates. */
  MINUS_WHOLE("test: this minus without gates, points", "test_this_minus_without_gates_points"),
  /** The same for R². */
  MINUS_WHOLE_R2("test: this minus without gates", "test_this_minus_without_gates_r2"),
  /** Which convolution, in the order in which data goes through them. */
  CONVOLUTION("convolution", "convolution"),
  /** How many channels it gives. */
  CHANNELS("channels", "channels"),
  /** How many of them are computed. */
  COMPUTED("computed %", "channels_computed_percent");

  private final String shown;
  private final String machine;

  DynamicColumns(String shown, String machine) {
    this.shown = shown;
    this.machine = machine;
  }

  @Override
  public String shown() {
    return shown;
  }

  @Override
  public String machine() {
    return machine;
  }
}
