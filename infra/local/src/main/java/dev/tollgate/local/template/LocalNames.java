package dev.tollgate.local.template;

import java.util.Map;

/** What {@code Ref} and {@code GetAtt} give on this machine: names made of logical ids, always the same. */
final class LocalNames {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "000000000000";
    private static final String PREFIX = "tollgate-";
    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::Region",
            REGION,
            "AWS::AccountId",
            ACCOUNT,
            "AWS::Partition",
            "aws",
            "AWS::URLSuffix",
            "amazonaws.com",
            "AWS::StackName",
            "tollgate",
            "AWS::StackId",
            "arn:aws:cloudformation:" + REGION + ":" + ACCOUNT + ":stack/tollgate/local");

    private final Map<String, String> typeOfResource;

    LocalNames(Map<String, String> typeOfResource) {
        this.typeOfResource = Map.copyOf(typeOfResource);
    }

    static String of(String logicalId) {
        return PREFIX + logicalId;
    }

    static String functionArn(String logicalId) {
        return "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:" + of(logicalId);
    }

    static String streamArn(String logicalId) {
        return tableArn(logicalId) + "/stream/local";
    }

    static String roleArn(String logicalId) {
        return "arn:aws:iam::" + ACCOUNT + ":role/" + of(logicalId);
    }

    static String tableArn(String logicalId) {
        return tableArnOf(of(logicalId));
    }

    static String tableArnOf(String name) {
        return "arn:aws:dynamodb:" + REGION + ":" + ACCOUNT + ":table/" + name;
    }

    String reference(String name, String place) {
        String pseudo = PSEUDO_PARAMETERS.get(name);
        if (pseudo != null) {
            return pseudo;
        }
        // SAM's !Ref Function.Alias, the version that a deployment points to.
        if (name.endsWith(".Alias")) {
            return attribute(name.substring(0, name.length() - 6), "Alias", place);
        }
        return switch (typeOfResource.get(name)) {
            case null ->
                throw new TemplateException(
                        place + " refers to " + name + ", which is neither a parameter nor a resource");
            case "AWS::DynamoDB::Table", "AWS::Serverless::Function" -> of(name);
            default -> name;
        };
    }

    String attribute(String resource, String attribute, String place) {
        String type = typeOfResource.get(resource);
        if (type == null) {
            throw new TemplateException(place + " refers to " + resource + ", which is not a resource");
        }
        String found = switch (type + "." + attribute) {
            case "AWS::DynamoDB::Table.Arn" -> tableArn(resource);
            case "AWS::DynamoDB::Table.StreamArn" -> streamArn(resource);
            case "AWS::Serverless::Function.Arn", "AWS::Serverless::Function.Alias" -> functionArn(resource);
            case "AWS::IAM::Role.Arn" -> roleArn(resource);
            case "AWS::Logs::LogGroup.Arn" ->
                "arn:aws:logs:" + REGION + ":" + ACCOUNT + ":log-group:" + of(resource) + ":*";
            case "AWS::SQS::Queue.QueueName" -> of(resource);
            case "AWS::SQS::Queue.Arn" -> "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + of(resource);
            case "AWS::KMS::Key.Arn" -> "arn:aws:kms:" + REGION + ":" + ACCOUNT + ":key/" + of(resource);
            case "AWS::S3::Bucket.Arn" -> "arn:aws:s3:::" + of(resource);
            default -> null;
        };
        if (found == null) {
            throw new TemplateException(place + ": the local stack does not know the attribute " + attribute + " of "
                    + resource + " (" + type + ")");
        }
        return found;
    }
}
