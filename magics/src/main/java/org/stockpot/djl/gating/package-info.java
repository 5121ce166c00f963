/** Gates that predict for each example which channels of a convolution are worth computing. */
package org.stockpot.djl.gating;
