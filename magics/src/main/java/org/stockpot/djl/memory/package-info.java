/** What models, steps and evaluations take of the machine's memory. */
package org.stockpot.djl.memory;
