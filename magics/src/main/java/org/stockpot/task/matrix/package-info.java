/** Arithmetic on dense matrices, as far as libraries have nothing as fast. */
package org.stockpot.task.matrix;
