/**
 * Libraries from Maven repositories, found by a resolver that is loaded when it is first asked.
 *
 * <p>Sees no kernel; only the package inside it knows the resolver.
 */
package org.stockpot.kernel.maven;
