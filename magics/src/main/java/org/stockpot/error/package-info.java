/**
 * Any function of parameters as a task: errors of single examples or of none, with gradients of
 * their own or by differences.
 */
package org.stockpot.error;
