/** The engine: its version, native libraries, and the one place that says where arrays live. */
package org.stockpot.djl.engine;
