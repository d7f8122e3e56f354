package org.palmgateway.gateway.compose.convert;

import tools.jackson.databind.JsonNode;

/**
 * A document of XML as {@link XmlText} maps it.
 *
 * @param root the local name of the root element
 * @param content what is in the root element
 */
public record XmlDocument(String root, JsonNode content) {}
