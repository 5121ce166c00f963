/** Working copies of a block's parameters, and passes through them. */
package org.stockpot.djl.network;
