<?php
// Sends an SMS by SMSBox's API, and follows it to its end.
//
//   SMSBOX_API_KEY=… SMSBOX_API_SECRET=… php examples/smsbox/send.php +22687161524 'Hello'

$url = (getenv('NJIWA_URL') ?: 'http://127.0.0.1:8080') . '/smsbox';
$sender = getenv('SMSBOX_SENDER') ?: 'INFO';
$to = $argv[1] ?? '+22687161524';
$text = $argv[2] ?? 'Hello from PHP';
$headers = [
    'Authorization: Basic ' . base64_encode(getenv('SMSBOX_API_KEY') . ':' . getenv('SMSBOX_API_SECRET')),
    'Content-Type: application/json',
    // Whoever repeats a send after a lost connection does it with the same key: nothing is sent twice.
    'Idempotency-Key: ' . bin2hex(random_bytes(16)),
];

function call(string $method, string $path, ?array $body = null): ?array
{
    global $url, $headers;
    $curl = curl_init($url . $path);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_RETURNTRANSFER => true,
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body));
    }
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw new RuntimeException(curl_error($curl));
    }
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status >= 300) {
        throw new RuntimeException("$status $answer");
    }
    return json_decode($answer, true);
}

$sent = call('POST', '/api/sms/v1/send_sms', [
    'source_addr' => $sender,
    'schedule_time' => '',
    'encoding' => 0,
    'message' => $text,
    'recipients' => [['recipient_name' => 'Asha', 'dest_addr' => $to]],
]);
$id = str_replace('message_id:', '', $sent['data']);
do {
    usleep(500_000);
    $asked = call('GET', "/api/sms/v1/delivery_reports?request_id=$id");
    $state = $asked['data'][0]['status'];
} while (!in_array($state, ['DELIVERED', 'UNDELIVERED'], true));
echo "$to $state\n";
exit($state === 'DELIVERED' ? 0 : 1);
