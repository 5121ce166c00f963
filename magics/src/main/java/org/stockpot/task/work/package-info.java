/** Threads that work side by side, and what asks them to stop. */
package org.stockpot.task.work;
