package org.stockpot.report.parts;

/**
 * The part of the vocabulary of {@link Columns} that is of landscapes alone: curves, rays, basins,
 * minima and saddles.
 */
public enum LandscapeColumns implements Heading {
  /** Which of two ways between networks a row is of. */
  WAY("way", "way"),
  /** The position on a curve, by its parameter. */
  T("t", "t"),
  /** How much of a way has been walked. */
  WALKED("share of the arc length", "share_of_arc_length"),
  /** A minimum of a landscape, by its number. */
  MINIMUM("minimum", "minimum"),
  /** The height of a minimum. */
  VALUE_AT("height", "height"),
  /** The first coordinate of a saddle. */
  SADDLE_X("saddle at x", "saddle_x"),
  /** The second one. */
  SADDLE_Y("saddle at y", "saddle_y"),
  /** Where on a line a saddle lies. */
  SADDLE_ALPHA("saddle at α", "saddle_alpha"),
  /** The height of a saddle. */
  SADDLE("height of the saddle", "saddle_height"),
  /** How deep a minimum lies below its saddle. */
  DEPTH("depth", "depth"),
  /** Which minimum another one joins. */
  JOINS("joins", "joins"),
  /** How many samples a basin has. */
  PLACES("places", "places"),
  /** How long a way in weight space is. */
  LENGTH("arc length", "arc_length"),
  /** By how much the way of outputs turns. */
  GAUSS_LENGTH("Gauss length of the outputs' way (radians)", "gauss_length_radians"),
  /** How far outputs go. */
  LOGIT_LENGTH("length of the outputs' way", "logit_path_length"),
  /** How a direction was chosen. */
  DIRECTION("direction", "direction"),
  /** One of several rays. */
  RAY("ray", "ray"),
  /** How many directions. */
  DIRECTIONS("directions", "directions"),
  /** How far rays go to each side. */
  RAY_LENGTH("length of rays", "ray_length"),
  /** The mean of normalised total variations. */
  VARIATION("mean of T", "mean_variation"),
  /** The standard error of that mean. */
  VARIATION_SE("SE of the mean", "mean_variation_se"),
  /** The standard deviation of normalised total variations. */
  VARIATION_SD("sd of T", "sd_variation"),
  /** The standard deviation by the mean. */
  ROUGHNESS("roughness index (sd / mean)", "roughness_index"),
  /** The standard error of the index. */
  ROUGHNESS_SE("SE of the index", "roughness_index_se"),
  /** Rays without a change of the loss. */
  FLAT("flat", "flat"),
  /** How far one can go until the loss is that of the edge. */
  RADIUS("radius", "radius"),
  /** The same by the norm of the weights. */
  RADIUS_SHARE("radius / norm of the weights", "radius_by_norm"),
  /** The standard error of the logarithm of a radius. */
  RADIUS_SE("SE of ln radius", "log_radius_se"),
  /** Directions whose edge is not within reach. */
  OPEN("not within reach", "not_within_reach"),
  /** The logarithm of a volume. */
  LOG_VOLUME("ln volume (nats)", "log_volume_nats"),
  /** Its standard error. */
  LOG_VOLUME_SE("SE of ln volume", "log_volume_se_nats"),
  /** The loss at the edge of a basin. */
  EDGE_LOSS("loss at the edge", "edge_loss"),
  /** Where on a way a barrier is highest. */
  PEAK_WALKED("peak at share of the arc length", "peak_share_of_arc_length");

  private final String shown;
  private final String machine;

  LandscapeColumns(String shown, String machine) {
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
