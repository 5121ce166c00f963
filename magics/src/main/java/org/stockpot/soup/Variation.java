package org.stockpot.soup;

import org.stockpot.task.Recipe;

/**
 * How one ingredient is fine-tuned.
 *
 * @param recipe how
 * @param seed of its data order and augmentation
 */
public record Variation(Recipe recipe, long seed) {}
