/** What options records say of themselves to whoever reads them from text. */
package org.stockpot.task.option;
