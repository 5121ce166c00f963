/**
 * Numbers, HTML and JSON as text.
 *
 * <p>Sees nothing of the project.
 */
package org.stockpot.text;
