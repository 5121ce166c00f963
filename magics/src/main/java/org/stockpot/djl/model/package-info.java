/** Networks that have names, one file a family. */
package org.stockpot.djl.model;
