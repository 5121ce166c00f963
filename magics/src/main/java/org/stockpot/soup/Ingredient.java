package org.stockpot.soup;

import org.stockpot.weights.Point;

/**
 * A network that may go into a soup.
 *
 * @param name what it is called
 * @param point its weights
 */
public record Ingredient(String name, Point point) {}
