/** Data that a rule makes: no files, no noise, known answers. */
package org.stockpot.data.generated;
