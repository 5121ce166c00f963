/** Which parameter of a block is which slot of a layout, by what its owner does with it. */
package org.stockpot.djl.binding;
