/** What is found out about a model by running it on some examples. */
package org.stockpot.djl.probe;
