package org.stockpot.report.parts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;
import org.stockpot.task.optimizer.Regularizer;

/** Collects the papers whose methods made results, each once, with what was used of it. */
public final class Papers {

  private final Map<String, Citation> cited = new LinkedHashMap<>();

  /** Cites nothing yet. */
  public Papers() {}

  /**
   * Cites a paper, once.
   *
   * @param key its key in BibTeX
   * @param method what of it was used
   * @throws IllegalArgumentException if it is not among the references
   */
  public void add(String key, String method) {
    cited.putIfAbsent(key, Citation.of(key, method));
  }

  /**
   * Returns the papers.
   *
   * @return in the order of their use
   */
  public List<Citation> all() {
    return List.copyOf(cited.values());
  }

  /**
   * Cites what a recipe of training uses.
   *
   * @param recipe how networks were trained
   */
  public void addRecipe(Recipe recipe) {
    Optimizer.Kind kind = recipe.optimizer().optimizer();
    if (kind == Optimizer.Kind.ADAM) {
      add("kingma2015adam", "the optimizer Adam");
    } else if (kind == Optimizer.Kind.ADAMW) {
      add("loshchilov2019decoupled", "the optimizer AdamW");
    }
    if (recipe.labelSmoothing() > 0) {
      add("szegedy2016rethinking", "label smoothing");
    }
    switch (recipe.sparse().sparse().kind()) {
      case GMP -> add("zhu2017prune", "gradual magnitude pruning");
      case SET -> add("mocanu2018scalable", "sparse evolutionary training (SET)");
      case RIGL -> add("evci2020rigging", "sparse training by gradients (RigL)");
      case NONE -> {}
    }
    switch (recipe.flatness().sharpness().kind()) {
      case SAM -> add("foret2021sharpness", "gradients at the highest loss around (SAM)");
      case ASAM -> add("kwon2021asam", "gradients at the highest loss around (ASAM)");
      case NONE -> {}
    }
    if (recipe.flatness().regularizer() instanceof Regularizer.Saf) {
      add("du2022sharpness", "the trajectory loss (SAF)");
    } else if (recipe.flatness().regularizer() instanceof Regularizer.Compressibility) {
      add("aytekin2019compressibility", "the compressibility loss");
    }
    if (recipe.flatness().average().isUsed()) {
      add("izmailov2018averaging", "means of the weights of a training (SWA)");
    }
  }

  /**
   * Cites data and model by their names.
   *
   * @param task a task's name, such as {@code mnist-10k lenet-300-100}
   */
  public void addTask(String task) {
    if (task.matches(".*\\bresnet.*")) {
      add("he2016deep", "residual networks");
    } else if (task.matches(".*\\bvgg.*")) {
      add("simonyan2015very", "the network VGG");
    } else if (task.matches(".*\\blenet.*")) {
      add("lecun1998gradient", "the network LeNet");
    }
    if (task.startsWith("mnist")) {
      add("lecun1998gradient", "the data set MNIST");
    } else if (task.startsWith("digits ")) {
      add("alpaydin1998optical", "the data set of digits");
    } else if (task.startsWith("cifar")) {
      add("krizhevsky2009learning", "the data set CIFAR");
    }
  }
}
