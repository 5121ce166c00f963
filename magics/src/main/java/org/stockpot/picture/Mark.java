package org.stockpot.picture;

/** What one or several traces look like between two axes. */
interface Mark {

  /** Shows the axes all they have to hold, before anything is placed. */
  void measure();

  /** Draws, once the axes are placed. */
  void draw(Svg svg);
}
