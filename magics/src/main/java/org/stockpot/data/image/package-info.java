/**
 * Images as data: the digits and MNIST that ship with the library, idx files, CIFAR, and folders of
 * PNG and JPEG files.
 *
 * <p>Depends on {@code data}, {@code data.split}, and reads pickles of CIFAR through {@code
 * format}.
 */
package org.stockpot.data.image;
