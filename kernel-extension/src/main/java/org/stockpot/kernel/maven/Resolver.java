package org.stockpot.kernel.maven;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds libraries and what they need, first in the local repository and then in others, as the
 * user's settings.xml says.
 */
public interface Resolver {

  /**
   * Finds libraries.
   *
   * @param coordinates such as {@code group:name:version}
   * @param repositories addresses by names, which are asked besides Maven Central
   * @return the libraries and all that they need to run
   * @throws IllegalArgumentException if something is not found; the message says what
   */
  List<Artifact> resolve(Collection<String> coordinates, Map<String, String> repositories);

  /**
   * Finds what a project depends on.
   *
   * @param pom its pom.xml
   * @param scopes the scopes wanted, such as {@code compile}
   * @return the libraries and all that they need to run
   * @throws IllegalArgumentException if something is not found; the message says what
   */
  List<Artifact> ofPom(Path pom, Collection<String> scopes);
}
