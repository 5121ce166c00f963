/**
 * Static pictures of charts: a tree as plotly.js takes it becomes an SVG, without fonts, screens or
 * scripts.
 *
 * <p>Sees {@code text} alone.
 */
package org.stockpot.picture;
