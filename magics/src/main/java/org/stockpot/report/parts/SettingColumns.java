package org.stockpot.report.parts;

/**
 * The rest of the vocabulary of {@link Columns}: how networks were trained, what models, data and
 * the runs of a store are, such as {@code weight decay} or {@code trainings}.
 */
public enum SettingColumns implements Heading {
  // How networks were trained.
  /** The update rule. */
  OPTIMIZER("optimizer", "optimizer"),
  /** The learning rate. */
  RATE("lr", "lr"),
  /** The momentum of SGD. */
  MOMENTUM("momentum", "momentum"),
  /** Whether momentum looks ahead. */
  NESTEROV("nesterov", "nesterov"),
  /** The weight decay. */
  DECAY("weight decay", "weight_decay"),
  /** How the learning rate moves. */
  SCHEDULE("schedule", "schedule"),
  /** The linear rise at the start. */
  WARM_UP("warm-up", "warm_up"),
  /** When the learning rate drops. */
  MILESTONES("milestones", "milestones"),
  /** The factor of a drop. */
  GAMMA("gamma", "gamma"),
  /** Examples of a step. */
  BATCH("batch", "batch"),
  /** The length of a training. */
  LENGTH("length", "length"),
  /** The share of labels that is spread. */
  SMOOTHING("label smoothing", "label_smoothing"),
  /** Random changes of inputs. */
  AUGMENTATION("augmentation", "augmentation"),
  /** How far around gradients are taken. */
  SHARPNESS("sharpness", "sharpness"),
  /** What is added to the loss. */
  REGULARIZER("regularizer", "regularizer"),
  /** What a training's weights are averaged to. */
  AVERAGE("average", "average"),

  // Models and data.
  /** The name of a slot of parameters. */
  SLOT("slot", "slot"),
  /** What parameters do. */
  ROLE("role", "role"),
  /** The shape of parameters. */
  SHAPE("shape", "shape"),
  /** How many numbers. */
  PARAMETERS("parameters", "parameters"),
  /** Whether pruning may touch them. */
  PRUNABLE("prunable", "prunable"),
  /** A column of data. */
  COLUMN("column", "column"),
  /** What a column of data holds. */
  TYPE("type", "type"),
  /** The lowest and highest value. */
  RANGE("range", "range"),
  /** How many different values. */
  DISTINCT("distinct", "distinct"),
  /** How many empty cells. */
  MISSING("missing", "missing"),
  /** A class of examples. */
  CLASS("class", "class"),
  /** How many in a part of the data. */
  IN_PART("in {}", "in_{}"),

  // The store.
  /** The id of a run of the store. */
  RUN("run", "run"),
  /** What its result is called. */
  NAME("name", "name"),
  /** When it ended. */
  FINISHED("finished", "finished"),
  /** How long it took. */
  TOOK("took", "took"),
  /** The model and its data. */
  TASK("task", "task"),
  /** How many trainings. */
  TRAININGS("trainings", "trainings"),
  /** How many entries of scores. */
  SCORES("scores", "scores"),
  /** The room on disk. */
  SIZE("size", "size"),
  /** The magic as it was typed. */
  TYPED("magic", "magic"),
  /** What is told of a run. */
  FACT("fact", "fact"),
  /** The fact itself. */
  FACT_VALUE("value", "value"),
  /** The fact of one of two runs. */
  FACT_OF("{}: {}", "{}_{}"),
  /** A part of the store. */
  PART("part", "part"),
  /** How many entries it has. */
  ENTRIES("entries", "entries");

  private final String shown;
  private final String machine;

  SettingColumns(String shown, String machine) {
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
