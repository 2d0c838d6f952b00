<?php
// Receives webhooks, and takes none that is not signed with the endpoint's secret.
//
//   WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:9000 examples/webhook-receiver/receiver.php

function isOurs(string $secret, array $headers, string $body): bool
{
    $id = $headers['webhook-id'] ?? '';
    $timestamp = $headers['webhook-timestamp'] ?? '';
    if (abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(substr($secret, strlen('whsec_')));
    $wanted = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $headers['webhook-signature'] ?? '') as $given) {
        if (hash_equals($wanted, $given)) {
            return true;
        }
    }
    return false;
}

$headers = array_change_key_case(getallheaders());
$body = file_get_contents('php://input');
if (!isOurs((string) getenv('WEBHOOK_SECRET'), $headers, $body)) {
    http_response_code(401);
    return;
}
// Heard. Put it into a queue of yours, by its webhook-id: the same one may come again.
http_response_code(204);
file_put_contents('php://stdout', "$body\n");
