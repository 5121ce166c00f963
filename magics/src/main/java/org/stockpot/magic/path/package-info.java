/** Magics of paths between networks, and of their alignment. */
package org.stockpot.magic.path;
