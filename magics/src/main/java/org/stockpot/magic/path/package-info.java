/** The magic that aligns networks. */
package org.stockpot.magic.path;
