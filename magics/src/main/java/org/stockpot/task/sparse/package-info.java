/** Masks that move while a network trains. */
package org.stockpot.task.sparse;
