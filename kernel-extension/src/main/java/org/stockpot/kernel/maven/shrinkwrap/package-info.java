/** The resolver, apart from all that a notebook sees: its class loader has libraries of its own. */
package org.stockpot.kernel.maven.shrinkwrap;
