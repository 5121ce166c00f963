/** Error functions that are no network's: a behavioural distance and spiking neurons. */
package org.stockpot.error.example;
