package org.stockpot.kernel.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a whole pom.xml of the parts that people copy from pages. */
public final class Pom {

  private static final String PART = "(?s)<(?<name>%s)>.*?</\\k<name>>";

  private Pom() {}

  /**
   * Returns a whole project.
   *
   * @param text a project, or its dependencies and repositories, with or without what is around
   *     them
   * @return a project
   */
  public static String whole(String text) {
    if (Pattern.compile("<project[\\s>]").matcher(text).find()) {
      return text;
    }
    return "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>"
        + "<groupId>notebook</groupId><artifactId>notebook</artifactId><version>1</version>"
        + "<packaging>pom</packaging>"
        + all("properties", "", text)
        + all("dependencyManagement", "", text)
        + all("repository", "repositories", text)
        + all("dependency", "dependencies", withoutManaged(text))
        + "</project>";
  }

  private static String withoutManaged(String text) {
    return text.replaceAll(PART.formatted("dependencyManagement"), "");
  }

  private static String all(String name, String around, String text) {
    StringBuilder all = new StringBuilder();
    Matcher matcher = Pattern.compile(PART.formatted(name)).matcher(text);
    while (matcher.find()) {
      all.append(matcher.group());
    }
    boolean bare = around.isEmpty() || all.isEmpty();
    return bare ? all.toString() : "<" + around + ">" + all + "</" + around + ">";
  }

  /**
   * Writes a whole project into a file that goes with the JVM.
   *
   * @param text as for {@link #whole}
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path write(String text) throws IOException {
    Path file = Files.createTempFile("notebook", ".xml");
    file.toFile().deleteOnExit();
    return Files.writeString(file, whole(text));
  }
}
