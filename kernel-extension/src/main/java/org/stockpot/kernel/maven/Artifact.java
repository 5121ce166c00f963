package org.stockpot.kernel.maven;

import java.nio.file.Path;

/**
 * A library in the local repository.
 *
 * @param group who makes it
 * @param name its name
 * @param version its version
 * @param file its jar
 */
public record Artifact(String group, String name, String version, Path file) {

  /**
   * Returns what it is called without its version.
   *
   * @return group and name
   */
  public String id() {
    return group + ":" + name;
  }

  @Override
  public String toString() {
    return id() + ":" + version;
  }
}
